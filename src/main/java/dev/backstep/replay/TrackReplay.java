package dev.backstep.replay;

import dev.backstep.analysis.LaneStep;
import dev.backstep.analysis.Observations;
import dev.backstep.analysis.Observations.Seen;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayFailure.Kind;
import dev.backstep.sql.observed.Observed;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replays what is applied of one track and what its checkout has, once: each history on an empty database, in one go where
 * the checkout only goes on from what is applied. It reads texts, and asks nothing of the live database.
 */
public final class TrackReplay {

    private final ReplayDesk desk;
    private final ScriptReader scripts;
    private final ReplayProgress progress;
    private volatile boolean cancelled;
    private int before;
    private int total;

    /** @param progress hears how far it is, on the thread that runs it */
    public TrackReplay(ReplayDesk desk, ScriptReader scripts, ReplayProgress progress) {
        this.desk = desk;
        this.scripts = scripts;
        this.progress = progress;
    }

    /**
     * Replays a track; it takes seconds, or minutes where there are many migrations.
     *
     * @throws BackstepException when the throwaway server cannot be used
     */
    public TrackReplayed run(Timeline timeline) throws BackstepException {
        List<LaneStep> database = LaneStep.ofDatabase(timeline);
        List<LaneStep> checkout = LaneStep.ofCheckout(timeline);
        Set<Version> pending = checkout.stream()
                .filter(step -> !step.row().lane().inDatabase())
                .map(step -> step.migration().version())
                .collect(Collectors.toSet());
        if (goesOn(database, checkout)) {
            total = checkout.size();
            Run all = run(checkout, _ -> true);
            List<Seen> applied =
                    all.seen().subList(0, Math.min(database.size(), all.seen().size()));
            return outcome(new Observations(applied, all.seen()), all);
        }
        total = database.size() + (pending.isEmpty() ? 0 : checkout.size());
        Run applied = run(database, _ -> true);
        if (pending.isEmpty() || applied.cancelled()) {
            return outcome(new Observations(applied.seen(), List.of()), applied);
        }
        before = database.size();
        Run next = run(checkout, pending::contains);
        return outcome(new Observations(applied.seen(), next.seen()), applied, next);
    }

    /** Ends the replay as soon as it can be ended; {@link #run} answers with what was seen until then. */
    public void cancel() {
        cancelled = true;
        desk.cancel();
    }

    /** Whether the checkout has just what is applied, and perhaps more above it. */
    private static boolean goesOn(List<LaneStep> database, List<LaneStep> checkout) {
        for (int i = 0; i < database.size(); i++) {
            if (i >= checkout.size() || !database.get(i).same(checkout.get(i))) {
                return false;
            }
        }
        return true;
    }

    private TrackReplayed outcome(Observations observations, Run... runs) {
        List<ReplayFailure> failures = new ArrayList<>();
        int replayed = 0;
        for (Run run : runs) {
            replayed += run.seen().size();
            if (run.failure() != null && !failures.contains(run.failure())) {
                failures.add(run.failure());
            }
        }
        return new TrackReplayed(observations, replayed, total, failures);
    }

    /** What was seen of one history, and why not of all of it. */
    private record Run(List<Seen> seen, @Nullable ReplayFailure failure) {
        boolean cancelled() {
            return failure != null && failure.kind() == Kind.CANCELLED;
        }
    }

    private Run run(List<LaneStep> steps, Predicate<Version> chosen) throws BackstepException {
        List<ReplayMigration> migrations = new ArrayList<>();
        ReplayFailure missing = texts(steps, migrations);
        if (cancelled) {
            Migration first = steps.getFirst().migration();
            return new Run(
                    List.of(),
                    new ReplayFailure(first.version(), first.name(), Kind.CANCELLED, Text.of("replay.cancelled")));
        }
        int from = before;
        Replayed replayed = desk.observe(migrations, chosen, CatalogScope.all(), (done, _) -> {
            progress.replayed(from + done, total);
            if (cancelled) {
                desk.cancel();
            }
        });
        Map<Version, Observed> observed = new HashMap<>();
        replayed.steps().forEach(step -> observed.put(step.migration().version(), step.observed()));
        ReplayFailure failure = replayed.failure();
        List<Seen> seen = new ArrayList<>();
        for (LaneStep step : steps.subList(0, migrations.size())) {
            Version version = step.migration().version();
            if (failure != null && failure.version().equals(version)) {
                break;
            }
            seen.add(new Seen(step, observed.get(version)));
        }
        return new Run(seen, failure == null ? missing : failure);
    }

    /** Reads texts up to the first that is not there. */
    private @Nullable ReplayFailure texts(List<LaneStep> steps, List<ReplayMigration> into) {
        for (LaneStep step : steps) {
            Migration migration = step.migration();
            try {
                into.add(ReplayMigration.applied(migration, scripts));
            } catch (BackstepException e) {
                return new ReplayFailure(migration.version(), migration.name(), Kind.NO_SCRIPT, Text.of(e));
            }
        }
        return null;
    }
}
