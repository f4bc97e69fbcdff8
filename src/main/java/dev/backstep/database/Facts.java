package dev.backstep.database;

import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the server says about itself. */
final class Facts {

    /** Columns of {@code pg_stat_activity} {@code a} for {@link #session}; details of other roles may be hidden. */
    static final String SESSION_COLUMNS = """
            a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''),
            CASE WHEN a.client_addr IS NOT NULL THEN pg_catalog.host(a.client_addr)
                 WHEN a.client_port = -1 THEN 'local' ELSE '' END,
            coalesce(a.state, '')
            """;

    private Facts() {}

    static DatabaseIdentity identity(Connection connection, String server) throws SQLException {
        String query = "SELECT datname, oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return new DatabaseIdentity(server, rows.getString(1), rows.getLong(2), systemIdentifier(connection));
        }
    }

    /** Asked in two steps: naming a function in FROM already needs the right to run it, which some providers revoke. */
    private static String systemIdentifier(Connection connection) throws SQLException {
        String allowed = "pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')";
        return "t".equals(text(connection, "SELECT " + allowed))
                ? text(connection, "SELECT system_identifier FROM pg_catalog.pg_control_system()")
                : "";
    }

    static String serverVersion(Connection connection) throws SQLException {
        String version = text(connection, "SELECT pg_catalog.current_setting('server_version')");
        int end = version.indexOf(' ');
        return "PostgreSQL " + (end < 0 ? version : version.substring(0, end));
    }

    static List<Session> sessions(Connection connection, Set<Integer> own) throws SQLException {
        String query = "SELECT " + SESSION_COLUMNS + """
                FROM pg_catalog.pg_stat_activity a
                WHERE a.datname = pg_catalog.current_database() AND a.usename IS NOT NULL
                  AND coalesce(a.backend_type, 'client backend') = 'client backend'
                ORDER BY a.pid
                """;
        List<Session> sessions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                Session session = session(rows);
                if (!own.contains(session.pid())) {
                    sessions.add(session);
                }
            }
        }
        return sessions;
    }

    /** What the sessions on this database do; waiting is looked into only where the server says that there is some. */
    static List<Activity> activities(Connection connection) throws SQLException {
        String query = "SELECT " + SESSION_COLUMNS + """
                    , extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::float8,
                    extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8,
                    CASE WHEN a.state = 'active' THEN a.wait_event_type || ': ' || a.wait_event END,
                    CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(a.pid) ELSE '{}' END
                FROM pg_catalog.pg_stat_activity a
                WHERE a.datname = pg_catalog.current_database() AND a.usename IS NOT NULL
                  AND coalesce(a.backend_type, 'client backend') = 'client backend'
                ORDER BY a.pid
                """;
        List<Activity> activities = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String waitEvent = rows.getString(8);
                activities.add(new Activity(
                        session(rows),
                        seconds(rows, 6),
                        seconds(rows, 7),
                        waitEvent == null ? "" : waitEvent,
                        Arrays.asList((Integer[]) rows.getArray(9).getArray())));
            }
        }
        return activities;
    }

    private static @Nullable Duration seconds(ResultSet row, int column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }

    static Session session(ResultSet row) throws SQLException {
        return new Session(row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    static List<Session> sessions(PreparedStatement statement) throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                sessions.add(session(rows));
            }
        }
        return sessions;
    }

    static int userTables(Connection connection) throws SQLException {
        return Integer.parseInt(text(connection, """
                SELECT count(*)
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT LIKE 'pg\\_%'
                  AND n.nspname <> 'information_schema'
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                    AND d.objid = c.oid AND d.deptype = 'e')
                """));
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
