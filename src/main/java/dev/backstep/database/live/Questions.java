package dev.backstep.database.live;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Asks a database in one read-only transaction and within one time limit. Each question has a savepoint of its own, so that
 * one that is refused does not end the others.
 */
public final class Questions {

    /** A lock is either free or held by a migration or a long transaction; waiting for it would eat the time of the rest. */
    private static final Duration LOCK_WAIT = Duration.ofMillis(300);

    private static final Duration LEAST = Duration.ofMillis(20);
    /** A single question gets at most this part of the time that is left, so that a huge table leaves some to the next. */
    private static final int SHARE = 3;

    private final Connection connection;
    private final long deadline;

    /**
     * Begins now.
     *
     * @param connection in a read-only transaction
     * @param limit for all questions together
     */
    public Questions(Connection connection, Duration limit) throws SQLException {
        this.connection = connection;
        this.deadline = System.nanoTime() + limit.toNanos();
        // A text that was taken apart by these rules must be read by them.
        execute("SET LOCAL standard_conforming_strings = on");
    }

    /**
     * Reads the rows of a query.
     *
     * @param <T> what is read
     */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /**
     * Asks with whatever time is left.
     *
     * @param parameters bound in order; null is NULL
     * @throws SQLException when the connection is lost or the whole reading must begin again
     * @throws CancellationException when the thread is interrupted
     */
    public <T> Answer<T> ask(String query, Reading<T> reading, Object... parameters) throws SQLException {
        if (Thread.interrupted()) {
            throw new CancellationException();
        }
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.compareTo(LEAST) < 0) {
            return new Answer.TooLong<>();
        }
        long limit = Math.max(LEAST.toMillis(), left.dividedBy(SHARE).toMillis());
        execute("SAVEPOINT question; SET LOCAL statement_timeout = " + limit + "; SET LOCAL lock_timeout = "
                + Math.min(limit, LOCK_WAIT.toMillis()));
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            T value;
            try (ResultSet rows = statement.executeQuery()) {
                value = reading.read(rows);
            }
            execute("RELEASE SAVEPOINT question");
            return new Answer.Given<>(value);
        } catch (SQLException e) {
            Answer<T> answer = refusal(e);
            execute("ROLLBACK TO SAVEPOINT question; RELEASE SAVEPOINT question");
            return answer;
        }
    }

    private static <T> Answer<T> refusal(SQLException e) throws SQLException {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("40") || state.equals("57P01")) {
            throw e;
        }
        return switch (state) {
            case "57014" -> new Answer.TooLong<>();
            case "55P03" -> new Answer.Locked<>();
            default -> new Answer.Refused<>(message(e));
        };
    }

    private static String message(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String words = server == null ? e.getMessage() : server.getMessage();
        return words == null ? String.valueOf(e.getSQLState()) : words;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
