package dev.backstep.ui.connect;

import dev.backstep.model.HistoryTable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** One pair while it is being made; either half may still be missing. */
final class Pairing {

    private final ObjectProperty<@Nullable String> folder;
    private final ObjectProperty<@Nullable HistoryTable> table;

    Pairing(@Nullable String folder, @Nullable HistoryTable table) {
        this.folder = new SimpleObjectProperty<>(folder);
        this.table = new SimpleObjectProperty<>(table);
    }

    ObjectProperty<@Nullable String> folderProperty() {
        return folder;
    }

    ObjectProperty<@Nullable HistoryTable> tableProperty() {
        return table;
    }
}
