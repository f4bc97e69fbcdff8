package dev.backstep.rollback.export;

import dev.backstep.model.Session;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a run ended, in words; says nothing that the outcome does not say.
 *
 * @param tone how to take it
 * @param heading the outcome in one sentence
 * @param facts what is true now, each a sentence
 * @param next what to do, each a sentence
 */
public record OutcomeText(Tone tone, String heading, List<String> facts, List<String> next) {

    public OutcomeText {
        facts = List.copyOf(facts);
        next = List.copyOf(next);
    }

    /** How to take an outcome. */
    public enum Tone {
        DONE,
        /** Nothing was changed. */
        UNCHANGED,
        /** Something was changed, or may have been. */
        LOOK
    }

    /** The words for {@code outcome} of running {@code plan}. */
    public static OutcomeText of(Plan plan, RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.RolledBack done -> rolledBack(plan, done);
            case RunOutcome.Changed changed -> changed(plan, changed);
            case RunOutcome.LockHeld held -> lockHeld(plan, held);
            case RunOutcome.Stopped stopped -> stopped(plan, stopped);
            case RunOutcome.Unknown unknown -> unknown(plan, unknown);
        };
    }

    /** The same with more facts. */
    public OutcomeText with(List<String> more) {
        return new OutcomeText(
                tone, heading, Stream.concat(facts.stream(), more.stream()).toList(), next);
    }

    /** A duration as shown: {@code 340 ms}, {@code 1.8 s}, {@code 2 min 5 s}. */
    public static String time(Duration time) {
        if (time.toMillis() < 1000) {
            return Text.of("outcome.time.ms", time.toMillis());
        }
        if (time.toSeconds() < 60) {
            return Text.of("outcome.time.s", String.format(Locale.ENGLISH, "%.1f", time.toMillis() / 1000.0));
        }
        return Text.of("outcome.time.min", time.toMinutes(), time.toSecondsPart());
    }

    /** A session as shown: {@code orchard-server (127.0.0.1), process 4242, role app, idle}. */
    public static String session(Session session) {
        String name = session.application().isEmpty() ? session.user() : session.application();
        return Text.of(
                "outcome.session",
                Visible.of(name),
                Visible.of(session.address()),
                Integer.toString(session.pid()),
                Visible.of(session.user()),
                Visible.of(session.state()));
    }

    private static OutcomeText rolledBack(Plan plan, RunOutcome.RolledBack done) {
        String at = PlanText.version(done.at());
        if (!plan.migrates()) {
            return ended(plan, done, at);
        }
        List<String> facts = List.of(
                Text.of("outcome.done.at", PlanText.database(plan), at),
                Text.of(
                        plan.moves()
                                ? "outcome.done.stepsMoved"
                                : plan.forward() ? "outcome.done.stepsForth" : "outcome.done.steps",
                        plan.moves() ? plan.back() : plan.steps().size(),
                        time(done.time()),
                        plan.steps().size() - plan.back()));
        String heading = Text.of("outcome.done", PlanText.database(plan), at);
        return new OutcomeText(
                Tone.DONE,
                heading,
                facts,
                List.of(Text.of(plan.forward() || plan.moves() ? "outcome.done.nextForth" : "outcome.done.next")));
    }

    /** Of a repair, a reset, or of rows that were loaded. */
    private static OutcomeText ended(Plan plan, RunOutcome.RolledBack done, String at) {
        String database = PlanText.database(plan);
        String took = Text.of("outcome.ended.took", time(done.time()));
        return switch (plan.purpose()) {
            case RESET ->
                new OutcomeText(
                        Tone.DONE,
                        Text.of("outcome.reset", database),
                        List.of(Text.of("outcome.reset.at", database), took),
                        List.of(Text.of("outcome.reset.next")));
            case LOAD ->
                new OutcomeText(
                        Tone.DONE,
                        Text.of("outcome.loaded", database),
                        List.of(Text.of("outcome.loaded.at", database, at), took),
                        List.of(Text.of("outcome.loaded.next")));
            case REPAIR, MIGRATE ->
                new OutcomeText(
                        Tone.DONE,
                        Text.of("outcome.repaired", database, at),
                        List.of(Text.of("outcome.repaired.at", database, at), took),
                        List.of(Text.of("outcome.repaired.next")));
        };
    }

    private static OutcomeText changed(Plan plan, RunOutcome.Changed changed) {
        List<String> facts = new ArrayList<>();
        facts.add(Text.of("outcome.nothingRan"));
        changed.changes().forEach(change -> facts.add(Visible.of(change)));
        String heading = Text.of("outcome.changed", PlanText.database(plan));
        return new OutcomeText(Tone.UNCHANGED, heading, facts, List.of(Text.of("outcome.changed.next")));
    }

    private static OutcomeText lockHeld(Plan plan, RunOutcome.LockHeld held) {
        List<String> facts = new ArrayList<>();
        facts.add(Text.of("outcome.nothingRan"));
        held.holders().forEach(holder -> facts.add(Text.of("outcome.lockHeld.by", session(holder))));
        String heading = Text.of("outcome.lockHeld", PlanText.database(plan));
        return new OutcomeText(Tone.UNCHANGED, heading, facts, List.of(Text.of("outcome.lockHeld.next")));
    }

    private static OutcomeText stopped(Plan plan, RunOutcome.Stopped stopped) {
        boolean unchanged = stopped.nothingDone();
        List<String> facts = new ArrayList<>();
        facts.add(
                stopped.step() < 0
                        ? Text.of("outcome.stopped.beforeFirst")
                        : Text.of("outcome.stopped.during", step(plan, stopped.step()), stopped.step() + 1));
        facts.add(Visible.of(stopped.reason()));
        facts.add(unchanged ? Text.of("outcome.asBefore") : Text.of("outcome.stopped.done", stopped.done()));
        if (stopped.position() > 0) {
            facts.add(Text.of("outcome.stopped.position", step(plan, stopped.step()), stopped.position()));
        }
        trace(plan, stopped).ifPresent(facts::add);
        facts.add(Text.of("outcome.stopped.at", PlanText.version(stopped.at())));
        String heading = Text.of(
                stopped.cancelled() ? "outcome.cancelled" : "outcome.stopped", unchanged ? 0 : 1, stopped.done());
        return new OutcomeText(unchanged ? Tone.UNCHANGED : Tone.LOOK, heading, facts, next(stopped, unchanged));
    }

    private static Optional<String> trace(Plan plan, RunOutcome.Stopped stopped) {
        return switch (stopped.trace()) {
            case NONE -> Optional.empty();
            case PART -> Optional.of(Text.of("outcome.stopped.part", stopped.position() + 1));
            case NOT_KNOWN ->
                Optional.of(Text.of(
                        "outcome.stopped.notKnown",
                        step(plan, stopped.step()),
                        stopped.position() + 1,
                        plan.steps().get(stopped.step()).statements().size()));
        };
    }

    private static List<String> next(RunOutcome.Stopped stopped, boolean unchanged) {
        if (stopped.trace() == RunOutcome.Trace.NOT_KNOWN) {
            return List.of(Text.of("outcome.stopped.nextNotKnown"));
        }
        if (stopped.position() > 0) {
            return List.of(Text.of("outcome.stopped.nextPosition"));
        }
        if (!unchanged) {
            return List.of(Text.of(
                    stopped.trace() == RunOutcome.Trace.PART
                            ? "outcome.stopped.nextPart"
                            : "outcome.stopped.nextPartly"));
        }
        return List.of(Text.of(stopped.cancelled() ? "outcome.cancelled.next" : "outcome.stopped.next"));
    }

    private static OutcomeText unknown(Plan plan, RunOutcome.Unknown unknown) {
        boolean afterwards = unknown.committing() || !plan.oneTransaction();
        List<String> facts = List.of(
                Visible.of(unknown.reason()),
                Text.of(
                        unknown.committing()
                                ? "outcome.unknown.committing"
                                : afterwards ? "outcome.unknown.steps" : "outcome.unknown.before"));
        String heading = Text.of("outcome.unknown", PlanText.database(plan));
        return new OutcomeText(Tone.LOOK, heading, facts, List.of(Text.of("outcome.unknown.next")));
    }

    private static String step(Plan plan, int index) {
        return PlanText.title(plan, plan.steps().get(index));
    }
}
