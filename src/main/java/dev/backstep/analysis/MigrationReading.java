package dev.backstep.analysis;

import dev.backstep.model.Marker;
import dev.backstep.sql.rules.Declaration;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptReading;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's scripts say.
 *
 * @param up its up script, read on the schema before it; null where its text was not found
 * @param down its down script, read on what the up script leaves; null where its text was not found
 * @param reversal whether the down script takes back what the up script does; null where one of them was not found
 */
public record MigrationReading(
        @Nullable ScriptReading up,
        @Nullable ScriptReading down,
        @Nullable Reversal reversal) {

    static final MigrationReading NOTHING = new MigrationReading(null, null, null);

    /** The marker to show: what its author declares, otherwise what was read. */
    public Marker marker() {
        if (up == null) {
            return Marker.UNKNOWN;
        }
        Declaration declared = up.declared();
        return declared == null ? up.marker() : declared.marker();
    }
}
