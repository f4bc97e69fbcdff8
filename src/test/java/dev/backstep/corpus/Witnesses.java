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
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.ScriptReading;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What reading says beside what a replay shows. */
record Witnesses(Reading reading, Replayed replayed, long nanos) {

    /** What only concerns rows, rights to come, or the session: no catalog shows it. */
    private static final Set<Rule> UNSEEN_IN_CATALOGS = Set.of(
            Rule.UPDATE,
            Rule.DELETE,
            Rule.TRUNCATE,
            Rule.CHANGE_SEQUENCE);

    static Witnesses of(Reading reading, List<ReplayMigration> migrations) throws BackstepException {
        Path folder = Path.of("target/corpus").toAbsolutePath();
        try (ReplayDesk desk =
                new LiveReplayDesk(folder, folder.resolve("postgresql"), ReplayLimits.DEFAULT)) {
            desk.observe(List.of(), version -> false, CatalogScope.all(), ReplayProgress.none());
            long start = System.nanoTime();
            Replayed replayed =
                    desk.observe(migrations, version -> true, CatalogScope.all(), ReplayProgress.none());
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
            Marker seen = step.observed().marker();
            if (seen == visible(read)) {
                same++;
            } else {
                out.println("  differ: " + step.migration().version() + " "
                        + step.migration().name() + ": read " + visible(read) + " "
                        + Reading.sentences(read.reasons()) + "\n    seen " + seen + " "
                        + Reading.sentences(step.observed().reasons()));
            }
        }
        out.println(same + " of " + steps.size() + " have the same marker, rows aside");
        downs(out);
    }

    private static Marker visible(ScriptReading read) {
        return read.reasons().stream()
                .filter(reason -> !UNSEEN_IN_CATALOGS.contains(reason.rule()))
                .map(reason -> reason.marker())
                .max(java.util.Comparator.comparingInt(
                        List.of(Marker.COMPATIBLE, Marker.CONDITIONAL, Marker.UNKNOWN, Marker.BREAKING)::indexOf))
                .orElse(Marker.COMPATIBLE);
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
            boolean read = readAsRestoring(i);
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
        return Reversal.of(migration.up(), String.valueOf(migration.down()), before).findings();
    }

    private boolean readAsRestoring(int i) {
        return findings(i).stream()
                .allMatch(finding -> finding.kind() == Reversal.Kind.DATA_LOST
                        || finding.kind() == Reversal.Kind.MAY_FAIL);
    }

    private static String shown(CatalogDifference difference) {
        return difference.entries().stream()
                .map(entry -> entry.kind() + " " + entry.id().kind() + " " + entry.id())
                .collect(Collectors.joining(", "));
    }
}
