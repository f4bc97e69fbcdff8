package dev.backstep.ui.detail;

import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import org.jspecify.annotations.Nullable;

/** What of a migration is shown below its facts. */
public enum DetailTab {
    UP,
    DOWN,
    SCHEMA_CHANGE,
    HISTORY;

    /** The tab's script; null when it has none or shows something else. */
    @Nullable
    Script script(Migration migration) {
        return switch (this) {
            case UP -> migration.up();
            case DOWN -> migration.down();
            case SCHEMA_CHANGE, HISTORY -> null;
        };
    }
}
