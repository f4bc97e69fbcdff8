package dev.backstep.ui.detail;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Names;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The down script of an applied migration, with what a rollback would run before it.
 *
 * @param script its text
 * @param met the schema that it meets, as far as it is known
 * @param before the names that the down scripts of newer migrations make, change and take away, in their order
 */
public record DownScript(Script script, KnownSchema met, List<Names> before) {

    public DownScript {
        before = List.copyOf(before);
    }

    /** Whether no other applied migration stands above it, so that nothing else would change the database first. */
    public boolean next() {
        return before.isEmpty();
    }

    /**
     * A row's down script; null where the row is not applied, and where a down script that would run before it is not
     * known: what has its names now may then be something else.
     */
    static @Nullable DownScript of(
            @Nullable Timeline timeline, TrackAnalysis analysis, TimelineRow row, Migration migration) {
        Script script = migration.down();
        if (timeline == null || script == null || !row.lane().inDatabase() || !analysis.read(row)) {
            return null;
        }
        List<Names> before = new ArrayList<>();
        for (TimelineRow newer : timeline.rows()) {
            if (newer.lane().inDatabase() && newer.version().equals(row.version())) {
                return new DownScript(script, met(analysis.of(row, migration)), before);
            }
            ScriptReading down = analysis.of(newer).down();
            if (newer.lane().inDatabase() && down == null) {
                return null;
            }
            if (newer.lane().inDatabase() && down != null) {
                before.add(down.names());
            }
        }
        return null;
    }

    private static KnownSchema met(MigrationReading reading) {
        return reading.up() == null
                ? reading.before().afterUnread()
                : reading.up().after();
    }
}
