package dev.backstep.tool.coder;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.golangmigrate.GolangMigrate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * coder's record of what was applied on a developer's machine: {@code _develop.applied_migrations}.
 *
 * <p>Written by coder's {@code scripts/develop}. An earlier form of the table has no {@code up_sql}; an empty text is none.
 */
final class CoderRecords {

    private static final String READABLE = """
            SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '_develop' AND c.relname = 'applied_migrations' AND c.relkind = 'r'
              AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
            """;

    /** The tables of a coder server since its first migrations, which no developer's script needs to have touched. */
    private static final String CODERS = """
            SELECT pg_catalog.current_schema() = ? AND (EXISTS (%s)
                OR (SELECT count(*) = 2 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relkind = 'r' AND c.relname IN ('workspace_agents', 'provisioner_jobs')))
            """.formatted(READABLE);

    private static final String RECORDS = """
            SELECT (r ->> 'version')::bigint, r ->> 'filename', nullif(r ->> 'up_sql', ''), nullif(r ->> 'down_sql', '')
            FROM (SELECT pg_catalog.to_jsonb(m) AS r FROM _develop.applied_migrations m) AS records
            WHERE (r ->> 'version')::bigint <= ? AND r ->> 'filename' IS NOT NULL
            ORDER BY 1 DESC
            """;

    private CoderRecords() {}

    /** Whether a table of golang-migrate's form is the one of a coder server. */
    static boolean isCoders(HistoryTable table, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CODERS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.schema());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** The records up to a version, newest first; those above it are left over from what is no longer applied. */
    static List<AppliedRecord> upTo(Version current, Connection connection) throws SQLException {
        List<AppliedRecord> records = new ArrayList<>();
        if (!readable(connection)) {
            return records;
        }
        GolangMigrate names = new GolangMigrate();
        try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
            statement.setLong(1, Long.parseLong(current.text()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String fileName = rows.getString(2);
                    String name = names.parse(fileName).map(ScriptName::title).orElse(fileName);
                    records.add(new AppliedRecord(
                            Version.of(rows.getLong(1)), name, fileName, rows.getString(3), rows.getString(4)));
                }
            }
        }
        return records;
    }

    /** Removes the records of what a step undoes; those above it are left over and stay. */
    static String forget(Version undone, @Nullable Version leavesAt) {
        return "DELETE FROM _develop.applied_migrations WHERE version > "
                + (leavesAt == null ? -1 : Long.parseLong(leavesAt.text()))
                + " AND version <= " + Long.parseLong(undone.text());
    }

    private static boolean readable(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READABLE);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
