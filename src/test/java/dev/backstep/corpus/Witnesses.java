package dev.backstep.corpus;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Marker;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.ReplayStep;
import dev.backstep.replay.Replayed;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptReading;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What reading says beside what a replay shows. */
record Witnesses(Reading reading, Replayed replayed, long nanos) {

    static Witnesses of(Reading reading, List<ReplayMigration> migrations) throws BackstepException {
        Path folder = Path.of("target/corpus").toAbsolutePath();
        try (ReplayDesk desk = new LiveReplayDesk(folder, folder.resolve("postgresql"), ReplayLimits.DEFAULT)) {
            desk.observe(List.of(), version -> false, CatalogScope.all(), ReplayProgress.none());
            long start = System.nanoTime();
            Replayed replayed = desk.observe(migrations, version -> true, CatalogScope.all(), ReplayProgress.none());
            return new Witnesses(reading, replayed, System.nanoTime() - start);
        }
    }

    void print(PrintStream out) {
        List<ReplayStep> steps = replayed.steps();
        out.printf(Locale.ROOT, "%d replayed, up and down, in %.1f s%n", steps.size(), nanos / 1e9);
        if (replayed.failure() != null) {
            out.println("stopped: " + replayed.failure());
        }
        int same = 0;
        for (int i = 0; i < steps.size(); i++) {
            ReplayStep step = steps.get(i);
            ScriptReading read = reading.read().get(i);
            Marker seen = step.observed().with(read);
            if (seen == read.marker()) {
                same++;
            } else {
                out.println("  differ: " + step.migration().version() + " "
                        + step.migration().name() + ": read " + read.marker() + " "
                        + Reading.sentences(read.reasons()) + "\n    seen " + seen + " "
                        + Reading.sentences(step.observed().reasons()));
            }
        }
        out.println(same + " of " + steps.size() + " have the same marker, rows aside");
        downs(out);
    }

    private void downs(PrintStream out) {
        int restored = 0;
        int all = 0;
        for (int i = 0; i < replayed.steps().size(); i++) {
            ReplayStep step = replayed.steps().get(i);
            ReplayStep.Down down = step.down();
            if (down == null) {
                continue;
            }
            all++;
            if (down.restores()) {
                restored++;
            }
            boolean read = readAsRestoring(i, step);
            if (down.restores() != read) {
                ReplayFailure failure = down.failure();
                out.println("  down differs: " + step.migration().version() + " "
                        + step.migration().name() + ": read " + (read ? "restores" : "does not restore " + findings(i))
                        + ", seen " + (failure == null ? shown(down.left()) : failure.sentence()));
            }
        }
        out.println(restored + " of " + all + " down scripts bring back what was there");
    }

    private List<Reversal.Finding> findings(int i) {
        ReplayMigration migration = reading.migrations().get(i);
        var before = i == 0
                ? dev.backstep.sql.rules.KnownSchema.empty()
                : reading.read().get(i - 1).after();
        return Reversal.of(migration.up(), String.valueOf(migration.down()), before)
                .findings();
    }

    /** Rows are out of a replay's sight; a script that has nothing but rows to undo, and does not, is none of its matter. */
    private boolean readAsRestoring(int i, ReplayStep step) {
        return findings(i).stream().allMatch(finding -> switch (finding.kind()) {
            case DATA_LOST, MAY_FAIL -> true;
            case BLANK, COMMENTS, IDLE -> step.difference().structure().isEmpty();
            case LEAVES, MISSES, DIFFERS -> false;
        });
    }

    private static String shown(CatalogDifference difference) {
        return difference.entries().stream()
                .map(entry -> entry.kind() + " " + entry.id().kind() + " " + entry.id())
                .collect(Collectors.joining(", "));
    }
}
