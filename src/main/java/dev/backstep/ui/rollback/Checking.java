package dev.backstep.ui.rollback;

import dev.backstep.rollback.preflight.Check;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ObservableList;

/** Live checks that are made again and again. */
public interface Checking {

    ObservableList<Check> checks();

    ReadOnlyBooleanProperty checkingProperty();

    /** When the checks were made, or why they could not be. */
    ReadOnlyStringProperty checkStatusProperty();

    /** Whether the last checks could not be made. */
    boolean checksFailed();

    /** Makes the checks, unless they are being made. */
    void check();
}
