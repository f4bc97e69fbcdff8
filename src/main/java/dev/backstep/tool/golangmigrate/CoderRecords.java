package dev.backstep.tool.golangmigrate;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
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
 * <p>Written by coder's {@code scripts/develop}, which knows one track only: the unqualified {@code schema_migrations}.
 * An earlier form of the table has no {@code up_sql}; an empty text is none.
 */
final class CoderRecords {

    private static final String READABLE = """
            SELECT c.oid
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = '_develop' AND c.relname = 'applied_migrations' AND c.relkind = 'r'
              AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
              AND pg_catalog.current_schema() = ?
            """;

    private static final String RECORDS = """
            SELECT (r ->> 'version')::bigint, r ->> 'filename', nullif(r ->> 'up_sql', ''), nullif(r ->> 'down_sql', '')
            FROM (SELECT pg_catalog.to_jsonb(m) AS r FROM _develop.applied_migrations m) AS records
            WHERE (r ->> 'version')::bigint <= ? AND r ->> 'filename' IS NOT NULL
            ORDER BY 1 DESC
            """;

    private CoderRecords() {}

    /** The records up to a version, newest first; those above it are left over from what is no longer applied. */
    static List<AppliedRecord> upTo(long current, Connection connection, HistoryTable table) throws SQLException {
        List<AppliedRecord> records = new ArrayList<>();
        if (!belongTo(table, connection)) {
            return records;
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
            statement.setLong(1, current);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String fileName = rows.getString(2);
                    String name =
                            FileName.parse(fileName).map(ScriptName::title).orElse(fileName);
                    records.add(new AppliedRecord(
                            Version.of(rows.getLong(1)), name, fileName, rows.getString(3), rows.getString(4)));
                }
            }
        }
        return records;
    }

    /**
     * Removes the records of what is undone, as coder's own rollback does; called before the version is written. Left
     * in place they would prove the wrong content once another branch applies the same number.
     */
    static void forgetAbove(@Nullable Version position, Connection connection, HistoryTable table) throws SQLException {
        if (!belongTo(table, connection)) {
            return;
        }
        String delete =
                "DELETE FROM _develop.applied_migrations WHERE version > ? AND version <= (SELECT max(version) FROM "
                        + VersionTable.quoted(table) + ")";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setLong(1, position == null ? -1 : Long.parseLong(position.text()));
            statement.executeUpdate();
        }
    }

    private static boolean belongTo(HistoryTable table, Connection connection) throws SQLException {
        if (!table.name().equals("schema_migrations")) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(READABLE)) {
            statement.setString(1, table.schema());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
