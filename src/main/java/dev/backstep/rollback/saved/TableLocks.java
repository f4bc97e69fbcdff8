package dev.backstep.rollback.saved;

import dev.backstep.database.Locks;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps everybody from writing to tables until the transaction ends; reading goes on.
 *
 * <p>{@code SHARE ROW EXCLUSIVE}: the weakest lock that conflicts with every writer and with itself.
 */
final class TableLocks {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private TableLocks() {}

    /**
     * Takes the locks in the order of the parts, each waiting as long as {@code lock_timeout} says.
     *
     * @throws BackstepException when somebody else keeps one of the tables
     */
    static void take(Connection connection, List<Part> parts) throws SQLException, BackstepException {
        if (parts.isEmpty()) {
            return;
        }
        String tables = parts.stream().map(part -> "ONLY " + part.table().sql()).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("LOCK TABLE " + tables + " IN SHARE ROW EXCLUSIVE MODE");
        } catch (SQLException e) {
            String names = parts.stream().map(part -> part.table().toString()).collect(Collectors.joining(", "));
            boolean kept = LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
            throw kept ? new BackstepException("saved.tableInUse", e, names) : Refused.of(e, "saved.refused", names);
        }
    }

    /** Who else has a lock on one of the tables now, by application. */
    static String users(Connection connection, List<Part> parts) throws SQLException {
        StringBuilder users = new StringBuilder();
        for (Part part : parts) {
            for (Session session : Locks.holders(
                    connection, part.table().schema(), part.table().name())) {
                users.append(users.isEmpty() ? "" : ", ")
                        .append(session.application().isEmpty() ? session.user() : session.application());
            }
        }
        return users.toString();
    }
}
