package dev.backstep.ui.workspace;

import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import org.jspecify.annotations.Nullable;

/** Opens the guided rollback. */
@FunctionalInterface
public interface RollbackDoor {

    /** @param target the version the person asked for; null when it is still to be chosen */
    void open(Timeline timeline, @Nullable Version target);

    /** Shows what a dirty mark can mean and the ways out. A door that has none shows nothing. */
    default void openRepair(Timeline timeline) {}

    /** Opens the guided reset of the database. A door that has none shows nothing. */
    default void openReset(Timeline timeline) {}

    /** Goes back by a tool's own command instead; a door that knows none does nothing. */
    default void command() {}

    /** Opens the guided way to what the checkout has. A door that only leads back opens the rollback to the ancestor. */
    default void openMove(Timeline timeline) {
        open(timeline, timeline.ancestor());
    }
}
