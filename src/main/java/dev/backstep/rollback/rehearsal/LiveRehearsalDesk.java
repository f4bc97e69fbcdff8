package dev.backstep.rollback.rehearsal;

import dev.backstep.analysis.LaneStep;
import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.journal.Journal;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayFailure;
import dev.backstep.replay.ReplayMigration;
import dev.backstep.replay.Stage;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.Precaution;
import dev.backstep.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The desk over a real database. */
public final class LiveRehearsalDesk implements RehearsalDesk {

    private final Database database;
    private final List<Migration> applied;
    private final ScriptReader scripts;
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
        this.applied = List.copyOf(applied);
        this.scripts = scripts;
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
        return List.of(new CopyObstacles(database, plan).offer(), new Offer(Way.REPLAY, noScript(plan), 0));
    }

    @Override
    public Rehearsal rehearse(Plan plan, Way way, RehearsalProgress progress) {
        cancelled = false;
        Done done = attempt(plan, way, progress);
        Duration took = done.times().values().stream().reduce(Duration.ZERO, Duration::plus);
        Rehearsal rehearsal =
                new Rehearsal(plan.fingerprint().hex(), way, clock.instant(), took, done.times(), done.outcome());
        Rehearsed rehearsed = Rehearsed.of(rehearsal);
        if (rehearsed != null) {
            book.keep(rehearsed);
        }
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
                case TEMPLATE -> onCopy(plan, progress);
                case REPLAY -> onReplay(plan, progress);
            };
        } catch (BackstepException e) {
            // That a copy is still there is said, whoever cancelled.
            boolean stays = e.key().equals("rehearsal.copyStays");
            return Done.without(cancelled && !stays ? new Rehearsal.Cancelled() : new Rehearsal.NotDone(Text.of(e)));
        }
    }

    private Done onReplay(Plan plan, RehearsalProgress progress) throws BackstepException {
        HistoryCopy history = HistoryCopy.read(database, plan.history().table());
        return lend(
                plan,
                progress,
                stage -> {
                    write(history, stage.database());
                    CopyRun run = new CopyRun(stage.database(), plan, new OnStage(stage), progress);
                    Expected expected = new Expected(stage.target(), stage.above(), null);
                    return new Done(run.go(expected, Precaution.NONE), run.times());
                },
                failure -> Done.without(new Rehearsal.NotDone(sentence(failure))));
    }

    /** The up scripts are replayed, too: what the copy should be like, only they can tell. */
    private Done onCopy(Plan plan, RehearsalProgress progress) throws BackstepException {
        String obstacles = new CopyObstacles(database, plan).offer().obstacles();
        if (obstacles != null) {
            return Done.without(new Rehearsal.NotDone(obstacles));
        }
        String noScript = noScript(plan);
        if (noScript != null) {
            return onCopy(plan, Expected.unknown(noScript), progress);
        }
        return lend(
                plan,
                progress,
                stage -> onCopy(plan, new Expected(stage.target(), stage.above(), null), progress),
                failure -> onCopy(plan, Expected.unknown(sentence(failure)), progress));
    }

    private Done onCopy(Plan plan, Expected expected, RehearsalProgress progress) throws BackstepException {
        progress.preparing(Way.TEMPLATE);
        try (ServerCopy copy = ServerCopy.make(database, copies, underWay::set);
                Database opened = copy.open()) {
            if (cancelled) {
                return Done.without(new Rehearsal.Cancelled());
            }
            WithinDatabase within = new WithinDatabase();
            CopyRun run = new CopyRun(opened, plan, new OnServer(), progress);
            Rehearsal.Outcome outcome = run.go(expected, within);
            return within.reachedOut()
                    ? Done.without(new Rehearsal.NotDone(Text.of("rehearsal.reachesOut")))
                    : new Done(outcome, run.times());
        } finally {
            underWay.set(null);
        }
    }

    /** With the rows there, a script takes as long as it takes; only a person ends it. */
    private final class OnServer implements CopyRun.Supervision {
        @Override
        public void begin(Runnable cancel) {
            underWay.set(cancel);
            if (cancelled) {
                cancel.run();
            }
        }

        @Override
        public @Nullable String end() {
            return null;
        }

        @Override
        public boolean cancelRequested() {
            return cancelled;
        }
    }

    /** Something done where the up scripts were replayed. */
    private interface OnceReplayed {
        Done with(Stage stage) throws BackstepException;
    }

    /** Something done where they could not be. */
    private interface Unable {
        Done with(ReplayFailure failure) throws BackstepException;
    }

    private Done lend(Plan plan, RehearsalProgress progress, OnceReplayed work, Unable unable)
            throws BackstepException {
        Set<Version> undone = undone(plan).map(Migration::version).collect(Collectors.toSet());
        List<ReplayMigration> below = new ArrayList<>();
        List<ReplayMigration> above = new ArrayList<>();
        for (Migration each : applied) {
            boolean goes = undone.contains(each.version());
            (goes ? above : below).add(ReplayMigration.applied(goes ? planned(plan, each) : each, scripts));
        }
        List<ReplayMigration> instead = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step.forth()) {
                instead.add(ReplayMigration.applied(step.migration(), scripts));
            }
        }
        CatalogScope scope = CatalogScope.without(Set.of(plan.history().table()));
        return replays.lend(
                below,
                above,
                instead,
                scope,
                (now, total) -> {
                    progress.replayed(now, total);
                    if (cancelled) {
                        replays.cancel();
                    }
                },
                new Stage.Work<>() {
                    @Override
                    public Done on(Stage stage) throws BackstepException {
                        return cancelled ? Done.without(new Rehearsal.Cancelled()) : work.with(stage);
                    }

                    @Override
                    public Done unable(ReplayFailure failure) throws BackstepException {
                        boolean asked = failure.kind() == ReplayFailure.Kind.CANCELLED;
                        return asked ? Done.without(new Rehearsal.Cancelled()) : unable.with(failure);
                    }
                });
    }

    /** The candidate that the plan takes for what was applied. */
    private static Migration planned(Plan plan, Migration each) {
        return undone(plan)
                .filter(migration -> migration.version().equals(each.version()))
                .findFirst()
                .orElse(each);
    }

    private static Stream<Migration> undone(Plan plan) {
        return plan.steps().stream().filter(step -> !step.forth()).map(Step::migration);
    }

    /** Why the up scripts cannot be replayed, as far as that is known without reading them. */
    private @Nullable String noScript(Plan plan) {
        for (Migration each : applied) {
            Script up = planned(plan, each).up();
            if (up == null) {
                return Text.of("rehearsal.noScript", each.version().text());
            }
            if (up.traits().contains(Script.Trait.PLACEHOLDERS)) {
                return Text.of("replay.placeholders", each.version().text());
            }
        }
        return null;
    }

    private static String sentence(ReplayFailure failure) {
        return Text.of("rehearsal.replayEnded", failure.version().text(), failure.name(), failure.sentence());
    }

    private static void write(HistoryCopy history, Database copy) throws BackstepException {
        try (Connection connection = copy.connectForRun()) {
            history.write(connection);
        } catch (SQLException e) {
            throw new BackstepException("rehearsal.historyFailed", e, String.valueOf(e.getMessage()));
        }
    }

    /** On the throwaway server, limits of time and disk hold for each script. */
    private record OnStage(Stage stage) implements CopyRun.Supervision {
        @Override
        public void begin(Runnable cancel) {
            stage.watch(cancel);
        }

        @Override
        public @Nullable String end() {
            return stage.watched();
        }

        @Override
        public boolean cancelRequested() {
            return stage.cancelRequested();
        }
    }
}
