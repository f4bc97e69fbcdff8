package dev.backstep.replay;

import dev.backstep.database.ScriptError;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.ReplayFailure.Kind;
import dev.backstep.text.Text;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A throwaway database while migrations are replayed on it. */
final class ReplayDatabase implements AutoCloseable {

    private static final String QUERY_CANCELED = "57014";

    private final ThrowawayServer server;
    private final ReplayLimits limits;
    private final Stop stop;
    private final String name;
    private ReplaySession session;

    private ReplayDatabase(ThrowawayServer server, ReplayLimits limits, Stop stop, String name) throws SQLException {
        this.server = server;
        this.limits = limits;
        this.stop = stop;
        this.name = name;
        this.session = open();
    }

    static ReplayDatabase empty(ThrowawayServer server, ReplayLimits limits, Stop stop) throws SQLException {
        return new ReplayDatabase(server, limits, stop, server.create());
    }

    /** A database of its own with the same schema. */
    ReplayDatabase copy() throws SQLException {
        session.close();
        String copy = server.create(name);
        session = open();
        return new ReplayDatabase(server, limits, stop, copy);
    }

    private ReplaySession open() throws SQLException {
        return new ReplaySession(server.connect(name), limits);
    }

    /** Applies a migration; null where it ran, else why it did not, and then nothing of its transaction stays. */
    @Nullable
    ReplayFailure up(ReplayMigration migration) throws SQLException {
        return attempt(migration, migration.up(), () -> session.run(migration.up()));
    }

    /** What the down script does right after the up script; the database stays as the up script left it. */
    ReplayStep.Down down(ReplayMigration migration, String down, CatalogSnapshot before, CatalogScope scope)
            throws SQLException {
        if (ReplaySession.fitsTransaction(down)) {
            ReplayFailure failure = attempt(migration, down, () -> session.runInTransaction(down));
            CatalogSnapshot end = failure == null ? snapshot(scope) : before;
            session.rollback();
            return new ReplayStep.Down(failure, CatalogDifference.between(before, end));
        }
        try (ReplayDatabase copy = copy()) {
            ReplayFailure failure = copy.attempt(migration, down, () -> copy.session.run(down));
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

    private @Nullable ReplayFailure attempt(ReplayMigration migration, String script, Sending sending)
            throws SQLException {
        stop.attach(session);
        try {
            if (stop.requested()) {
                return failure(migration, Kind.CANCELLED, Text.of("replay.cancelled"));
            }
            boolean endedByOthers = ReplaySession.fitsTransaction(script);
            sending.send();
            if (session.inTransaction() && !endedByOthers) {
                session.rollback();
                return failure(migration, Kind.TRANSACTION_OPEN, Text.of("replay.transactionOpen"));
            }
            return null;
        } catch (SQLException e) {
            session.rollback();
            return failure(migration, script, e);
        } finally {
            stop.attach(null);
        }
    }

    private ReplayFailure failure(ReplayMigration migration, String script, SQLException problem) {
        if (stop.requested()) {
            return failure(migration, Kind.CANCELLED, Text.of("replay.cancelled"));
        }
        if (QUERY_CANCELED.equals(problem.getSQLState())) {
            return failure(
                    migration,
                    Kind.TOO_LONG,
                    Text.of("replay.tooLong", limits.statement().toSeconds()));
        }
        String sentence = ScriptError.sentence(problem, script);
        return lacksExtension(problem)
                ? failure(migration, Kind.NO_EXTENSION, Text.of("replay.noExtension", sentence))
                : failure(migration, Kind.REFUSED, sentence);
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
        server.drop(name);
    }
}
