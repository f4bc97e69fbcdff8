package dev.backstep.rollback.sqlite;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Evidence;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.replay.sqlite.FileReplay;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Generator;
import dev.backstep.rollback.plan.Rehearsal;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Down scripts for a SQLite file's migrations, from what the up scripts were seen to do in memory, and tried there. */
final class FileGenerator implements Generator {

    private final AppliedScripts scripts;

    FileGenerator(Timeline timeline, ScriptReader reader) {
        this.scripts = AppliedScripts.of(timeline, reader);
    }

    @Override
    public Optional<Finding> offer(TimelineRow row) {
        if (severalUps(row)) {
            return Optional.of(new Finding.CannotGenerate(List.of()));
        }
        return scripts.replay().of(row.version()).map(FileReplay.Step::down).map(down -> offer(row, down));
    }

    /** Each script on what its own up script left. */
    Map<Version, Rehearsal.Result> rehearse(Map<Version, String> downs) {
        Map<Version, Rehearsal.Result> results = new HashMap<>();
        downs.forEach((version, down) -> {
            try {
                CatalogDifference left = FileReplay.undone(scripts.upTo(version), down);
                results.put(
                        version,
                        left.isEmpty()
                                ? new Rehearsal.Restored()
                                : new Rehearsal.Differs(left.entries().stream()
                                        .map(entry -> entry.id().toString())
                                        .toList()));
            } catch (BackstepException e) {
                results.put(version, new Rehearsal.Failed(Text.of(e)));
            }
        });
        return results;
    }

    private static Finding offer(TimelineRow row, GeneratedDown down) {
        return down.whole()
                ? Finding.CanGenerate.of(row.migration(), down.text())
                : new Finding.CannotGenerate(down.irreversible());
    }

    /** What undoes one up script is no guess at what undoes another. */
    private static boolean severalUps(TimelineRow row) {
        return row.evidence() == Evidence.AMBIGUOUS
                && row.candidates().stream()
                        .anyMatch(candidate -> !candidate.migration().sameUp(row.migration()));
    }
}
