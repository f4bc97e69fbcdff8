package dev.backstep.rollback.run;

import dev.backstep.database.ConnectionProblem;
import dev.backstep.database.Query;
import dev.backstep.database.ScriptError;
import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome.Trace;
import dev.backstep.text.Text;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how a run ended, after asking the database on another connection what is true now. */
final class Aftermath {

    /** How long it keeps asking a server that is restarting, or still ending the lost session. */
    static final Duration ASKING = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String QUERY_CANCELED = "57014";
    private static final Set<String> PASSING = Set.of(
            "database.lost",
            "run.ending",
            "database.refused",
            "database.timeout",
            "database.starting",
            "database.tooManyConnections",
            "database.lockTimeout");

    private final Job job;

    Aftermath(Job job) {
        this.job = job;
    }

    /** After a commit that the server has confirmed. */
    RunOutcome rolledBack(Duration time) {
        return switch (ask()) {
            case Answer.At(Version version, boolean _) -> new RunOutcome.RolledBack(version, time);
            case Answer.None(String reason) ->
                new RunOutcome.RolledBack(job.plan().target(), time);
        };
    }

    /** After anything else; the run's own transaction is gone by now. */
    RunOutcome failed(Exception problem, Course course, boolean cancelRequested) {
        Position position = course.position();
        return switch (problem) {
            case Halt halt -> halted(halt.reason(), position);
            case SQLException e when position.isCommitting() -> uncertain(e, course);
            case SQLException e
            when cancelRequested && QUERY_CANCELED.equals(e.getSQLState()) ->
                stopped(position, position.trace(true), Text.of("run.cancelled"), true);
            case SQLException e ->
                stopped(position, position.trace(ConnectionProblem.isAnswered(e)), sentence(e, position), false);
            case IOException e -> stopped(position, Text.of("run.journal", ConnectionProblem.message(e)), false);
            default -> throw new AssertionError(problem);
        };
    }

    /** Between two statements, or before the first. */
    RunOutcome stopped(Position position, String reason, boolean cancelled) {
        return stopped(position, Trace.NONE, reason, cancelled);
    }

    private RunOutcome stopped(Position position, Trace trace, String reason, boolean cancelled) {
        return switch (ask()) {
            case Answer.At(Version version, boolean dirty) -> {
                int done = done(version, dirty, position);
                // Once the version of the step is written, all of the step is done.
                boolean inside = done <= position.step();
                int statements = inside ? position.statements() : 0;
                yield new RunOutcome.Stopped(
                        position.step(), reason, cancelled, done, version, statements, inside ? trace : Trace.NONE);
            }
            case Answer.None(String why) ->
                new RunOutcome.Unknown(Text.of("run.unknown", reason, why), position.isCommitting());
        };
    }

    private RunOutcome halted(Halt.Reason reason, Position position) {
        boolean begun = position.step() >= 0;
        return switch (reason) {
            case Halt.Reason.Changed(List<String> changes)
            when begun -> stopped(position, String.join(" ", changes), false);
            case Halt.Reason.Changed(List<String> changes) -> new RunOutcome.Changed(changes);
            case Halt.Reason.LockHeld held
            when begun ->
                stopped(position, Text.of("run.historyLocked", job.table().toString()), false);
            case Halt.Reason.LockHeld held -> new RunOutcome.LockHeld(held.holders());
            case Halt.Reason.Stopped(String sentence) -> stopped(position, sentence, false);
            case Halt.Reason.TransactionEnded(String sentence) -> stopped(position, Trace.NOT_KNOWN, sentence, false);
            case Halt.Reason.Cancelled() -> stopped(position, Text.of("run.cancelled"), true);
        };
    }

    /** The commit was sent and failed, or its answer was lost: the version tells whether it went through. */
    private RunOutcome uncertain(SQLException problem, Course course) {
        Position position = course.position();
        if (versionSaysNothing()) {
            return askedOfTransaction(sentence(problem, position), course);
        }
        RunOutcome outcome = stopped(position, sentence(problem, position), false);
        boolean complete = outcome instanceof RunOutcome.Stopped stopped
                && stopped.done() == job.plan().steps().size();
        return complete ? new RunOutcome.RolledBack(job.plan().target(), course.time()) : outcome;
    }

    /** It may be the same before and after. */
    private boolean versionSaysNothing() {
        return job.plan().moves() || !job.plan().namesMigrations();
    }

    /** Before and after a move the version may be the same one, so PostgreSQL is asked what became of the transaction. */
    private RunOutcome askedOfTransaction(String reason, Course course) {
        Answered<String> answered =
                asked(connection -> status(connection, course.position().transaction()));
        String status = answered.value();
        if ("committed".equals(status)) {
            return rolledBack(course.time());
        }
        return "aborted".equals(status)
                ? stopped(course.position(), reason, false)
                : new RunOutcome.Unknown(Text.of("run.unknown", reason, answered.why()), true);
    }

    /** @throws BackstepException while the server still ends it, so that it is asked again */
    private static String status(Connection connection, String transaction) throws SQLException, BackstepException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.txid_status(?)")) {
            statement.setLong(1, Long.parseLong(transaction));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                String status = String.valueOf(rows.getString(1));
                if (status.equals("in progress")) {
                    throw new BackstepException("run.ending", null);
                }
                return status;
            }
        }
    }

    /** How many steps the version says are undone; it is written with each. */
    private int done(@Nullable Version at, boolean dirty, Position position) {
        if (job.plan().purpose() == Plan.Purpose.REPAIR) {
            return !dirty && Objects.equals(at, job.plan().target()) ? 1 : 0;
        }
        if (versionSaysNothing()) {
            // The same version may come twice, and all of it is in one transaction.
            return position.done();
        }
        for (int i = position.step(); i >= 0; i--) {
            Step step = job.step(i);
            if (Objects.equals(step.leavesAt(), at)) {
                return i + 1;
            }
        }
        return position.done();
    }

    private String sentence(SQLException problem, Position position) {
        if (ConnectionProblem.isLost(problem)) {
            return Text.of("run.lost", job.database().settings().server(), ConnectionProblem.message(problem));
        }
        return ScriptError.sentence(problem, position.text());
    }

    private Answer ask() {
        Answered<History> answered = asked(connection -> job.tool().read(connection, job.table()));
        return answered.value() == null
                ? new Answer.None(answered.why())
                : new Answer.At(answered.value().current(), answered.value().dirty());
    }

    private <T> Answered<T> asked(Query<T> question) {
        long deadline = System.nanoTime() + ASKING.toNanos();
        while (true) {
            try {
                return new Answered<>(job.database().read(question), "");
            } catch (BackstepException e) {
                if (!PASSING.contains(e.key()) || System.nanoTime() > deadline || !pause()) {
                    return new Answered<>(null, Text.of(e));
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * An answer, or why there is none.
     *
     * @param value null where there is none
     */
    private record Answered<T>(@Nullable T value, String why) {}

    /** What the database answered. */
    private sealed interface Answer {
        record At(@Nullable Version version, boolean dirty) implements Answer {}

        record None(String reason) implements Answer {}
    }
}
