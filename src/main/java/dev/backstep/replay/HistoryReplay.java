package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Migration;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.ReplayFailure.Kind;
import dev.backstep.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replays the possible histories of one track and compares what each makes with the live schema; once. */
public final class HistoryReplay {

    private final ReplayDesk desk;
    private final ScriptReader scripts;
    private final ReplayProgress progress;
    private volatile boolean cancelled;

    /** @param progress hears how far it is, on the thread that runs it */
    public HistoryReplay(ReplayDesk desk, ScriptReader scripts, ReplayProgress progress) {
        this.desk = desk;
        this.scripts = scripts;
        this.progress = progress;
    }

    /**
     * What else is in the database.
     *
     * @param live its catalogs
     * @param scope what of them was read
     * @param before the migrations of tracks that come before the one in question, in order
     * @param after those of tracks that come after it
     */
    public record Around(CatalogSnapshot live, CatalogScope scope, List<Migration> before, List<Migration> after) {
        public Around {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * Replays the histories; it takes seconds, or minutes where there are many.
     *
     * @throws BackstepException when the throwaway server cannot be used
     */
    public Likeness run(List<PossibleHistory> histories, Around around) throws BackstepException {
        List<CandidateHistory> whole = new ArrayList<>();
        List<Likeness.Compared> all = new ArrayList<>();
        for (PossibleHistory history : histories) {
            List<ReplayMigration> texts = new ArrayList<>();
            ReplayFailure missing = texts(history, around, texts);
            CandidateHistory candidate = new CandidateHistory(history, texts);
            if (missing == null) {
                whole.add(candidate);
            } else {
                all.add(Likeness.failed(candidate, missing, List.of()));
            }
        }
        if (!whole.isEmpty()) {
            all.addAll(desk.compare(around.live(), whole, around.scope(), this::heard)
                    .candidates());
        }
        return new Likeness(all);
    }

    /**
     * What it shows about the track, without the differences themselves.
     *
     * @param histories what was replayed, in the order to keep
     */
    public static HistoryComparison comparison(
            Likeness likeness, List<PossibleHistory> histories, Instant at, int leftOut) {
        List<HistoryComparison.Outcome> outcomes = likeness.candidates().stream()
                .sorted(Comparator.comparingInt(
                        compared -> histories.indexOf(compared.candidate().history())))
                .map(compared -> new HistoryComparison.Outcome(
                        compared.candidate().history(),
                        compared.differences(),
                        compared.passedOver().size()))
                .toList();
        return new HistoryComparison(at, outcomes, leftOut);
    }

    /** Ends the replay as soon as it can be ended; {@link #run} answers then, too. */
    public void cancel() {
        cancelled = true;
        desk.cancel();
    }

    private void heard(int done, int total) {
        progress.replayed(done, total);
        if (cancelled) {
            desk.cancel();
        }
    }

    /** Reads texts up to the first that is not there. */
    private @Nullable ReplayFailure texts(PossibleHistory history, Around around, List<ReplayMigration> into) {
        List<Migration> migrations = new ArrayList<>(around.before());
        migrations.addAll(history.migrations());
        migrations.addAll(around.after());
        for (Migration migration : migrations) {
            if (cancelled) {
                return failure(migration, Kind.CANCELLED, Text.of("replay.cancelled"));
            }
            try {
                into.add(ReplayMigration.applied(migration, scripts));
            } catch (BackstepException e) {
                return failure(migration, Kind.NO_SCRIPT, Text.of(e));
            }
        }
        return null;
    }

    private static ReplayFailure failure(Migration migration, Kind kind, String sentence) {
        return new ReplayFailure(migration.version(), migration.name(), kind, sentence);
    }
}
