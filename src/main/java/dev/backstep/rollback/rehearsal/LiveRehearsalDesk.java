package dev.backstep.rollback.rehearsal;

import dev.backstep.analysis.LaneStep;
import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayProgress;
import dev.backstep.replay.Stage;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The desk over a real database. */
public final class LiveRehearsalDesk implements RehearsalDesk {

    private final Database database;
    private final UpScripts upScripts;
    private final ReplayDesk replays;
    private final RehearsalBook book;
    private final CopyBook copies;
    private final AtomicReference<@Nullable Runnable> underWay = new AtomicReference<>();
    private final InstantSource clock = InstantSource.system();
    private volatile boolean cancelled;

    /**
     * @param database the live one; stays its owner's to close
     * @param applied what is applied there, in the order in which it was
     * @param replays stays its owner's to close
     */
    public LiveRehearsalDesk(
            Database database, List<Migration> applied, ScriptReader scripts, ReplayDesk replays, Journal journal) {
        this.database = database;
        this.upScripts = new UpScripts(applied, scripts, replays);
        this.replays = replays;
        this.book = new RehearsalBook(journal.rehearsals());
        this.copies = new CopyBook(journal.copies());
    }

    /** What is applied of a track, the oldest first. */
    public static List<Migration> applied(Timeline timeline) {
        return LaneStep.ofDatabase(timeline).stream().map(LaneStep::migration).toList();
    }

    @Override
    public List<Offer> ways(Plan plan) throws BackstepException {
        String missing = upScripts.missing(plan);
        return List.of(
                new CopyObstacles(database, plan).offer(),
                new SchemaObstacles(database, replays).offer(),
                Offer.of(Way.REPLAY, missing == null ? List.of() : List.of(missing), List.of()));
    }

    @Override
    public Rehearsal rehearse(Plan plan, Way way, RehearsalProgress progress) {
        cancelled = false;
        Done done = attempt(plan, way, progress);
        Duration took = done.times().values().stream().reduce(Duration.ZERO, Duration::plus);
        Rehearsal rehearsal =
                new Rehearsal(plan.fingerprint().hex(), way, clock.instant(), took, done.times(), done.outcome());
        book.keep(rehearsal);
        return rehearsal;
    }

    @Override
    public Optional<Rehearsed> rehearsed(Plan plan) {
        return book.of(plan.fingerprint().hex());
    }

    @Override
    public void cancel() {
        cancelled = true;
        replays.cancel();
        Runnable run = underWay.get();
        if (run != null) {
            run.run();
        }
    }

    /** What came of an attempt, and how long its steps took. */
    private record Done(Rehearsal.Outcome outcome, Map<Integer, Duration> times) {
        static Done without(Rehearsal.Outcome outcome) {
            return new Done(outcome, Map.of());
        }
    }

    private Done attempt(Plan plan, Way way, RehearsalProgress progress) {
        try {
            progress.preparing(Way.REPLAY);
            return switch (way) {
                case TEMPLATE, SCHEMA -> onCopy(plan, way, progress);
                case REPLAY -> onReplay(plan, progress);
                case FILE -> throw new IllegalArgumentException("not a file");
            };
        } catch (CancellationException e) {
            return Done.without(new Rehearsal.Cancelled());
        } catch (BackstepException e) {
            // That a copy is still there is said, whoever cancelled.
            boolean stays = e.key().equals("rehearsal.copyStays");
            return Done.without(cancelled && !stays ? new Rehearsal.Cancelled() : new Rehearsal.NotDone(Text.of(e)));
        }
    }

    private Done onReplay(Plan plan, RehearsalProgress progress) throws BackstepException {
        HistoryCopy history = HistoryCopy.read(database, plan.history().table());
        return upScripts.lend(plan, heard(progress), new Stage.Work<>() {
            @Override
            public Done on(Stage stage) throws BackstepException {
                if (cancelled) {
                    return Done.without(new Rehearsal.Cancelled());
                }
                write(history::write, stage.database());
                CopyRun run = new CopyRun(stage.database(), plan, stage, progress);
                Expected expected = new Expected(stage.target(), stage.above(), null);
                return new Done(run.go(expected, Precaution.NONE), run.times());
            }

            @Override
            public Done unable(ReplayFailure failure) {
                boolean asked = failure.kind() == ReplayFailure.Kind.CANCELLED;
                return Done.without(
                        asked ? new Rehearsal.Cancelled() : new Rehearsal.NotDone(UpScripts.sentence(failure)));
            }
        });
    }

    /** The up scripts are replayed, too: what the copy should be like, only they can tell. */
    private Done onCopy(Plan plan, Way way, RehearsalProgress progress) throws BackstepException {
        Offer offer = way == Way.TEMPLATE
                ? new CopyObstacles(database, plan).offer()
                : new SchemaObstacles(database, replays).offer();
        if (offer.obstacles() != null) {
            return Done.without(new Rehearsal.NotDone(offer.obstacles()));
        }
        Expected expected = upScripts.expected(plan, heard(progress));
        if (cancelled) {
            throw new CancellationException();
        }
        progress.preparing(way);
        return way == Way.TEMPLATE ? onServer(plan, expected, progress) : onSchema(plan, offer, expected, progress);
    }

    private Done onServer(Plan plan, Expected expected, RehearsalProgress progress) throws BackstepException {
        try (ServerCopy copy = ServerCopy.make(database, copies, () -> cancelled, underWay::set)) {
            WithinDatabase within = new WithinDatabase();
            Done done = onCopy(plan, copy, expected, within, progress);
            return within.reachedOut() ? Done.without(new Rehearsal.NotDone(Text.of("rehearsal.reachesOut"))) : done;
        } finally {
            underWay.set(null);
        }
    }

    private Done onSchema(Plan plan, Offer offer, Expected expected, RehearsalProgress progress)
            throws BackstepException {
        HistoryCopy history = HistoryCopy.read(database, plan.history().table());
        try (SchemaCopy copy = SchemaCopy.make(database, replays, Set.copyOf(offer.leftOut()), () -> cancelled)) {
            write(history::fill, copy.database());
            return onCopy(plan, copy, expected, Precaution.NONE, progress);
        }
    }

    private Done onCopy(
            Plan plan, DatabaseCopy copy, Expected expected, Precaution precaution, RehearsalProgress progress)
            throws BackstepException {
        if (cancelled) {
            return Done.without(new Rehearsal.Cancelled());
        }
        CopyRun run = new CopyRun(copy.database(), plan, copy.supervision(), progress);
        return new Done(run.go(expected, precaution), run.times());
    }

    private ReplayProgress heard(RehearsalProgress progress) {
        return (now, total) -> {
            progress.replayed(now, total);
            if (cancelled) {
                replays.cancel();
            }
        };
    }

    /** Something written into a copy. */
    private interface Writing {
        void on(Connection connection) throws SQLException;
    }

    private static void write(Writing writing, Database copy) throws BackstepException {
        try (Connection connection = copy.connectForRun()) {
            writing.on(connection);
        } catch (SQLException e) {
            throw new BackstepException("rehearsal.historyFailed", e, String.valueOf(e.getMessage()));
        }
    }
}
