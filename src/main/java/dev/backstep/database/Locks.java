package dev.backstep.database;

import dev.backstep.model.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Who holds a lock, apart from the session that asks. */
public final class Locks {

    /** A prepared transaction holds its locks without a session; it is shown as one with process id 0. */
    private static final String HOLDERS = "SELECT DISTINCT " + Facts.SESSION_COLUMNS + """
            FROM pg_catalog.pg_locks l
            JOIN LATERAL (
                SELECT s.pid, s.usename, s.application_name, s.client_addr, s.client_port, s.state
                FROM pg_catalog.pg_stat_activity s WHERE s.pid = l.pid
                UNION ALL
                SELECT 0, p.owner, 'prepared transaction ' || p.gid, NULL, -1, 'prepared'
                FROM pg_catalog.pg_prepared_xacts p
                JOIN pg_catalog.pg_locks x ON x.locktype = 'transactionid' AND x.transactionid = p.transaction
                WHERE l.pid IS NULL AND x.virtualtransaction = l.virtualtransaction) a ON true
            WHERE l.granted AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
              AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                WHERE d.datname = pg_catalog.current_database())
            """;

    /** A bigint key stands in {@code pg_locks} as two halves, and as {@code objsubid} 1. */
    private static final String BY_KEY = """
              AND l.locktype = 'advisory' AND l.objsubid = 1
              AND (l.classid::bigint << 32) | l.objid::bigint = ANY (?)
            ORDER BY 1
            """;

    private static final String BY_TABLE = """
              AND l.locktype = 'relation' AND l.relation = (
                  SELECT c.oid
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = ? AND c.relname = ?)
            ORDER BY 1
            """;

    private Locks() {}

    /** The other sessions that hold one of these advisory locks, ordered by process id. */
    public static List<Session> holders(Connection connection, Collection<Long> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS + BY_KEY)) {
            statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
            return Facts.sessions(statement);
        }
    }

    /** The other sessions that hold any lock on a table, ordered by process id. */
    public static List<Session> holders(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS + BY_TABLE)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            return Facts.sessions(statement);
        }
    }
}
