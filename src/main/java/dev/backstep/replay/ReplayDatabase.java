package dev.backstep.replay;

import dev.backstep.database.Database;
import dev.backstep.database.ScriptError;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.Guard.Reason;
import dev.backstep.replay.ReplayFailure.Kind;
import dev.backstep.text.Text;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A throwaway database while migrations are replayed on it. */
final class ReplayDatabase implements AutoCloseable {

    /** PostgreSQL's insufficient_privilege. */
    private static final String NOT_ALLOWED = "42501";

    /**
     * Of the classes that tell of rows, and of rights, a refusal says nothing about the schema; these do, with all of class 42:
     * something is there already or is not there, others depend on it, it cannot be done to a thing of its kind, or a
     * literal is none of its type: there are no rows that it could have come from
     * (PostgreSQL's documentation, "Error Codes").
     */
    private static final Set<String> CONTRADICTIONS = Set.of("3F000", "2BP01", "0A000", "55P04", "22P02");

    private final ScriptRole role;
    private final ReplayLimits limits;
    private final Guard guard;
    private final String name;
    private ReplaySession session;

    private ReplayDatabase(ScriptRole role, ReplayLimits limits, Guard guard, String name) throws SQLException {
        this.role = role;
        this.limits = limits;
        this.guard = guard;
        this.name = name;
        this.session = session();
    }

    static ReplayDatabase empty(ScriptRole role, ReplayLimits limits, Guard guard) throws SQLException {
        return new ReplayDatabase(role, limits, guard, role.create());
    }

    /** A database of its own with the same schema. */
    ReplayDatabase copy() throws SQLException {
        session.close();
        String copy = role.create(name);
        session = session();
        return new ReplayDatabase(role, limits, guard, copy);
    }

    private ReplaySession session() throws SQLException {
        return new ReplaySession(role.connect(name));
    }

    /** Applies a migration; null where it ran, else why it did not, and then nothing of its transaction stays. */
    @Nullable
    ReplayFailure up(ReplayMigration migration) throws SQLException {
        Presumed presumed = new Presumed();
        ReplayFailure failure = attempt(migration, migration.up(), presumed, () -> session.run(migration.up()));
        presumed.takeBack(session);
        return failure;
    }

    /** What the down script does right after the up script; the database stays as the up script left it. */
    ReplayStep.Down down(ReplayMigration migration, String down, CatalogSnapshot before, CatalogScope scope)
            throws SQLException {
        if (ReplaySession.fitsTransaction(down)) {
            Presumed presumed = new Presumed();
            ReplayFailure failure = attempt(migration, down, presumed, () -> session.runInTransaction(down));
            presumed.takeBack(session);
            CatalogSnapshot end = failure == null ? snapshot(scope) : before;
            session.rollback();
            presumed.takeBack(session);
            return new ReplayStep.Down(failure, CatalogDifference.between(before, end));
        }
        try (ReplayDatabase copy = copy()) {
            ReplayFailure failure = copy.attempt(migration, down, new Presumed(), () -> copy.session.run(down));
            CatalogSnapshot end = failure == null ? copy.snapshot(scope) : before;
            return new ReplayStep.Down(failure, CatalogDifference.between(before, end));
        }
    }

    CatalogSnapshot snapshot(CatalogScope scope) throws SQLException {
        return session.snapshot(scope);
    }

    /** Sends to the session. */
    @FunctionalInterface
    private interface Sending {
        void send() throws SQLException;
    }

    /** Runs a script, again where nothing was missing but what it may take for granted; within one limit of time. */
    private @Nullable ReplayFailure attempt(
            ReplayMigration migration, String script, Presumed presumed, Sending sending) throws SQLException {
        boolean endedByOthers = ReplaySession.fitsTransaction(script);
        long since = System.nanoTime();
        while (true) {
            if (guard.requested()) {
                return ended(migration, Reason.CANCELLED);
            }
            if (guard.tooLong(since)) {
                return ended(migration, Reason.TOO_LONG);
            }
            Attempt attempt = attempt(sending, since);
            SQLException problem = attempt.problem();
            if (problem == null) {
                return endedByOthers ? null : leftOpen(migration);
            }
            if (attempt.ended() != null) {
                return ended(migration, attempt.ended());
            }
            if (!endedByOthers || !presumed.provide(session, problem)) {
                return refused(migration, script, problem);
            }
        }
    }

    /** How sending went, and why it was ended by the guard. */
    private record Attempt(@Nullable SQLException problem, Guard.@Nullable Reason ended) {}

    /** Nothing stays of what fails. */
    private Attempt attempt(Sending sending, long since) throws SQLException {
        SQLException problem = null;
        guard.begin(role, session, name, since);
        try {
            sending.send();
        } catch (SQLException e) {
            problem = e;
        }
        Reason ended = guard.end();
        if (problem != null) {
            recover();
        }
        return new Attempt(problem, ended);
    }

    private @Nullable ReplayFailure leftOpen(ReplayMigration migration) throws SQLException {
        if (!session.inTransaction()) {
            return null;
        }
        session.rollback();
        return failure(migration, Kind.TRANSACTION_OPEN, Text.of("replay.transactionOpen"));
    }

    /** Nothing of what failed stays; a session that was ended has another one in its place. */
    private void recover() throws SQLException {
        if (session.alive()) {
            session.rollback();
        } else {
            session.close();
            session = session();
        }
    }

    private ReplayFailure ended(ReplayMigration migration, Reason reason) {
        Kind kind = switch (reason) {
            case CANCELLED -> Kind.CANCELLED;
            case TOO_LONG -> Kind.TOO_LONG;
            case TOO_LARGE -> Kind.TOO_LARGE;
        };
        return failure(migration, kind, sentence(reason));
    }

    private String sentence(Reason reason) {
        return switch (reason) {
            case CANCELLED -> Text.of("replay.cancelled");
            case TOO_LONG -> Text.of("replay.tooLong", limits.script().toSeconds());
            case TOO_LARGE -> Text.of("replay.tooLarge", limits.bytes() / 1_000_000);
        };
    }

    /** Opens the database for others, who close it; as the scripts' role. */
    Database open() throws BackstepException {
        return role.open(name);
    }

    /** A script that others run on this database begins; {@code cancel} asks it to stop. */
    void watch(Runnable cancel) {
        guard.begin(role, new Lent(cancel), name, System.nanoTime());
    }

    /** Such a script has ended; a sentence where it was ended, null where it ended by itself. */
    @Nullable
    String watched() {
        Reason reason = guard.end();
        return reason == null ? null : sentence(reason);
    }

    boolean cancelRequested() {
        return guard.requested();
    }

    /** A script of somebody else's, who keeps nothing of what it raises. */
    private record Lent(Runnable cancel) implements Guard.Script {
        @Override
        public void forgetNotices() {
            // The session is another's.
        }

        @Override
        public void cancelStatement() {
            cancel.run();
        }
    }

    private static ReplayFailure refused(ReplayMigration migration, String script, SQLException problem) {
        String sentence = ScriptError.sentence(problem, script);
        if (lacksExtension(problem)) {
            return failure(migration, Kind.NO_EXTENSION, Text.of("replay.noExtension", sentence));
        }
        return NOT_ALLOWED.equals(problem.getSQLState())
                ? failure(migration, Kind.NOT_ALLOWED, Text.of("replay.notAllowed", sentence))
                : failure(
                        migration,
                        contradicts(String.valueOf(problem.getSQLState())) ? Kind.CONTRADICTED : Kind.REFUSED,
                        sentence);
    }

    private static boolean contradicts(String state) {
        return state.startsWith("42") || CONTRADICTIONS.contains(state);
    }

    /** By the server's own routine: its state is also that of other things a server cannot do. */
    private static boolean lacksExtension(SQLException problem) {
        ServerErrorMessage said = problem instanceof PSQLException e ? e.getServerErrorMessage() : null;
        return said != null && "parse_extension_control_file".equals(said.getRoutine());
    }

    private static ReplayFailure failure(ReplayMigration migration, Kind kind, String sentence) {
        return new ReplayFailure(migration.version(), migration.name(), kind, sentence);
    }

    @Override
    public void close() throws SQLException {
        session.close();
        role.drop(name);
    }
}
