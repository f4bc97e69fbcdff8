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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The desk over a real database. */
public final class LiveRehearsalDesk implements RehearsalDesk {

    private final Database database;
    private final List<Migration> applied;
    private final ScriptReader scripts;
    private final ReplayDesk replays;
    private final RehearsalBook book;
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
    }

    /** What is applied of a track, the oldest first. */
    public static List<Migration> applied(Timeline timeline) {
        return LaneStep.ofDatabase(timeline).stream().map(LaneStep::migration).toList();
    }

    @Override
    public List<Offer> ways(Plan plan) throws BackstepException {
        return List.of(new Offer(Way.REPLAY, noScript(plan), 0));
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
    }

    /** What came of an attempt, and how long its steps took. */
    private record Done(Rehearsal.Outcome outcome, Map<Integer, Duration> times) {
        static Done without(Rehearsal.Outcome outcome) {
            return new Done(outcome, Map.of());
        }
    }

    private Done attempt(Plan plan, Way way, RehearsalProgress progress) {
        try {
            progress.preparing(way);
            return onReplay(plan, progress);
        } catch (BackstepException e) {
            return Done.without(cancelled ? new Rehearsal.Cancelled() : new Rehearsal.NotDone(Text.of(e)));
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
                    Expected expected = new Expected(stage.below(), stage.above(), null);
                    return new Done(run.go(expected, Precaution.NONE), run.times());
                },
                failure -> new Rehearsal.NotDone(sentence(failure)));
    }

    /** Something done where the up scripts were replayed. */
    private interface OnceReplayed {
        Done with(Stage stage) throws BackstepException;
    }

    private Done lend(
            Plan plan, RehearsalProgress progress, OnceReplayed work, Function<ReplayFailure, Rehearsal.Outcome> unable)
            throws BackstepException {
        Set<Version> undone =
                plan.steps().stream().map(step -> step.migration().version()).collect(Collectors.toSet());
        List<ReplayMigration> below = new ArrayList<>();
        List<ReplayMigration> above = new ArrayList<>();
        for (Migration each : applied) {
            boolean goes = undone.contains(each.version());
            (goes ? above : below).add(text(goes ? planned(plan, each) : each));
        }
        CatalogScope scope = CatalogScope.without(Set.of(plan.history().table()));
        return replays.lend(
                below,
                above,
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
                    public Done unable(ReplayFailure failure) {
                        boolean asked = failure.kind() == ReplayFailure.Kind.CANCELLED;
                        return Done.without(asked ? new Rehearsal.Cancelled() : unable.apply(failure));
                    }
                });
    }

    /** The candidate that the plan takes for what was applied. */
    private static Migration planned(Plan plan, Migration each) {
        return plan.steps().stream()
                .map(step -> step.migration())
                .filter(migration -> migration.version().equals(each.version()))
                .findFirst()
                .orElse(each);
    }

    private ReplayMigration text(Migration migration) throws BackstepException {
        Script up = migration.up();
        if (up == null) {
            throw new BackstepException(
                    "replay.noScript", null, migration.version().text());
        }
        return ReplayMigration.of(migration.version(), migration.name(), scripts.read(up), null);
    }

    private @Nullable String noScript(Plan plan) {
        return applied.stream()
                .map(each -> planned(plan, each))
                .filter(each -> each.up() == null)
                .findFirst()
                .map(each -> Text.of("rehearsal.noScript", each.version().text()))
                .orElse(null);
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
