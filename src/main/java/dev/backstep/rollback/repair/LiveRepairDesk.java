package dev.backstep.rollback.repair;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Migration;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.replay.HistoryEvidence;
import dev.backstep.replay.LiveSchema;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.Stage;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.RollbackDesk;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.Statement;
import dev.backstep.sql.reverse.GeneratedDown;
import dev.backstep.sql.reverse.Reverser;
import dev.backstep.text.Text;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The desk over a real database. */
public final class LiveRepairDesk implements RepairDesk {

    private final Database database;
    private final HistoryEvidence evidence;
    private final ReplayDesk replays;
    private final Journal journal;
    private final List<Timeline> all;
    private final Timeline timeline;
    private final Function<Timeline, TrackAnalysis> analyses;

    /**
     * @param database stays its owner's to close, as do {@code replays}
     * @param all the timelines of the last inspection; what other tracks have is replayed before this one's
     * @param timeline the marked one, among them
     */
    public LiveRepairDesk(
            Database database,
            HistoryEvidence evidence,
            ReplayDesk replays,
            Journal journal,
            List<Timeline> all,
            Timeline timeline,
            Function<Timeline, TrackAnalysis> analyses) {
        this.database = database;
        this.evidence = evidence;
        this.replays = replays;
        this.journal = journal;
        this.all = List.copyOf(all);
        this.timeline = timeline;
        this.analyses = analyses;
    }

    @Override
    public Diagnosis diagnose(ReplayProgress progress) throws BackstepException {
        Suspects suspects = Suspects.of(timeline);
        DatabaseIdentity identity = database.read(database::identity);
        LiveSchema live = evidence.liveSchema();
        RepairPlans plans = new RepairPlans(
                identity, Objects.requireNonNull(timeline.history()), live.catalogs(), likeliest(suspects));
        Reading reading = read(suspects, live, progress);
        return new Ways(suspects, plans, reading).diagnosis();
    }

    @Override
    public RollbackDesk desk(RepairWay way) throws BackstepException {
        LiveSchema live = evidence.liveSchema();
        return LiveRollbackDesk.of(
                database, evidence, (_, _, _, _) -> way.plan(), journal, new RepairGuard(way, live.scope()));
    }

    @Override
    public void cancel() {
        replays.cancel();
    }

    private Reading read(Suspects suspects, LiveSchema live, ReplayProgress progress) throws BackstepException {
        List<ReplayMigration> below = new ArrayList<>();
        try {
            for (Timeline other : all) {
                if (!other.equals(timeline)) {
                    add(other.applied().reversed(), below);
                }
            }
            add(suspects.below(), below);
        } catch (BackstepException e) {
            return Reading.none(Text.of(e));
        }
        Reading reading = lent(below, live, progress, trial -> walk(suspects, trial));
        Walk up = reading.up();
        if (up == null || suspects.at() == null) {
            return reading;
        }
        Made made = generated(suspects.at(), up, reading, live);
        return made == null
                ? reading
                : lent(below, live, progress, trial -> reading.with(tried(up.attempt(), made, trial)));
    }

    private List<Met> likeliest(Suspects suspects) {
        Likeliest likeliest = new Likeliest(all);
        for (Timeline other : all) {
            likeliest.of(other, other.equals(timeline) ? suspects.upToTheMark() : other.applied());
        }
        return likeliest.met();
    }

    private void add(List<TimelineRow> rows, List<ReplayMigration> into) throws BackstepException {
        for (TimelineRow row : rows) {
            Migration migration = row.migration();
            if (migration.up() == null) {
                throw new BackstepException(
                        "replay.noScript", null, migration.version().text());
            }
            into.add(ReplayMigration.of(migration.version(), migration.name(), evidence.read(migration.up()), null));
        }
    }

    /** What is done where everything below the mark is applied. */
    private interface Work {
        Reading on(Trial trial) throws SQLException;
    }

    private Reading lent(List<ReplayMigration> below, LiveSchema live, ReplayProgress progress, Work work)
            throws BackstepException {
        return replays.lend(below, List.of(), List.of(), live.scope(), progress, new Stage.Work<>() {
            @Override
            public Reading on(Stage stage) throws BackstepException {
                try (Trial trial = new Trial(stage, live.scope())) {
                    return work.on(trial);
                } catch (SQLException e) {
                    throw new BackstepException("repair.replayLost", e, String.valueOf(e.getMessage()));
                }
            }

            @Override
            public Reading unable(ReplayFailure failure) {
                return Reading.none(
                        Text.of("repair.replayEnded", failure.version().text(), failure.name(), failure.sentence()));
            }
        });
    }

    /** The marked version's up script, its way back, then those of the one above. */
    private Reading walk(Suspects suspects, Trial trial) throws SQLException {
        Walk up = null;
        Walk down = null;
        if (suspects.at() != null) {
            Attempt apply = Suspects.attempt(suspects.at(), true, suspects.lower(), suspects.marked(), evidence);
            up = apply == null ? null : trial.walk(apply);
            if (up == null || up.end() == null) {
                return new Reading(up, null, null, null, null, null);
            }
            Attempt undo = Suspects.attempt(suspects.at(), false, suspects.marked(), suspects.lower(), evidence);
            down = undo == null ? null : way(trial, undo, suspects.above() == null);
        }
        TimelineRow above = suspects.above();
        Attempt apply =
                above == null ? null : Suspects.attempt(above, true, suspects.marked(), above.version(), evidence);
        Walk upAbove = apply == null ? null : trial.walk(apply);
        Attempt undo = above == null || upAbove == null || upAbove.end() == null
                ? null
                : Suspects.attempt(above, false, above.version(), suspects.marked(), evidence);
        return new Reading(up, down, upAbove, undo == null ? null : way(trial, undo, true), null, null);
    }

    /** @param last whether nothing is to run after it, so that it may stay */
    private static @Nullable Walk way(Trial trial, Attempt undo, boolean last) throws SQLException {
        if (Trial.canBeTakenBack(undo)) {
            return trial.walkAndBack(undo);
        }
        return last ? trial.walk(undo) : null;
    }

    /** What was made to take back the first statements of a script. */
    private record Made(Attempt attempt, int there) {}

    /** What takes back the statements that are there, where the down script has no place from which it does; null for none. */
    private @Nullable Made generated(TimelineRow at, Walk up, Reading reading, LiveSchema live) {
        Walk.Match match = up.match(live.catalogs());
        int there = match.positions().isEmpty() ? 0 : match.positions().getLast();
        boolean written = reading.down() != null
                && reading.down()
                        .match(live.catalogs())
                        .fits(match.differences().entries().size());
        if (there == 0 || there == up.attempt().statements().size() || written) {
            return null;
        }
        String done = RepairPlans.text(up.attempt().statements().subList(0, there));
        GeneratedDown down = Reverser.reverse(
                done, analyses.apply(timeline).of(at, at.migration()).before());
        List<String> statements = ScriptFacts.of(down.text()).statements().stream()
                .map(Statement::text)
                .toList();
        Attempt whole = up.attempt();
        return down.whole() && !statements.isEmpty()
                ? new Made(new Attempt(whole.migration(), false, whole.to(), whole.from(), statements), there)
                : null;
    }

    /** Tries it where it would run: after just those statements. */
    private static @Nullable Walk tried(Attempt whole, Made made, Trial trial) throws SQLException {
        Attempt part = new Attempt(
                whole.migration(),
                true,
                whole.from(),
                whole.to(),
                whole.statements().subList(0, made.there()));
        return trial.walk(part).end() == null ? null : trial.walk(made.attempt());
    }
}
