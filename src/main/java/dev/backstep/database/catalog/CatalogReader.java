package dev.backstep.database.catalog;

import dev.backstep.model.catalog.CatalogId;
import dev.backstep.model.catalog.CatalogKind;
import dev.backstep.model.catalog.CatalogObject;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Reads a snapshot of the catalogs; PostgreSQL 13 to 18.
 *
 * <p>Names in definitions are all qualified, whatever the session's {@code search_path}, so that the same thing has the
 * same definition everywhere. Between major versions PostgreSQL itself words some definitions differently.
 */
public final class CatalogReader {

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String SETTINGS =
            "SELECT pg_catalog.set_config('search_path', '%s', true), pg_catalog.set_config('jit', '%s', true)";

    private CatalogReader() {}

    /**
     * Reads in a transaction of its own that sees one moment and writes nothing; in the caller's transaction where one is
     * open or the connection is not in autocommit mode.
     */
    public static CatalogSnapshot read(Connection connection, CatalogScope scope) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean own = connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE
                    && connection.getAutoCommit();
            if (own) {
                statement.execute(BEGIN);
            }
            try {
                return readWithSettings(connection, statement, scope);
            } finally {
                if (own) {
                    statement.execute("ROLLBACK");
                }
            }
        }
    }

    private static CatalogSnapshot readWithSettings(Connection connection, Statement statement, CatalogScope scope)
            throws SQLException {
        String path;
        String jit;
        try (ResultSet row = statement.executeQuery(
                "SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_setting('jit')")) {
            row.next();
            path = row.getString(1);
            jit = row.getString(2);
        }
        // Catalogs of many things look expensive enough to be compiled, which takes longer than to read them.
        statement.execute(SETTINGS.formatted("", "off"));
        Map<CatalogId, CatalogObject> objects = new TreeMap<>();
        List<String> schemas = schemas(statement, scope);
        for (CatalogQuery query : CatalogQuery.values()) {
            try (PreparedStatement prepared = connection.prepareStatement(query.sql())) {
                prepared.setArray(1, connection.createArrayOf("text", schemas.toArray()));
                read(prepared, scope, objects);
            }
        }
        statement.execute(SETTINGS.formatted(path.replace("'", "''"), jit));
        return new CatalogSnapshot(new TreeMap<>(objects));
    }

    private static List<String> schemas(Statement statement, CatalogScope scope) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT nspname FROM pg_catalog.pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                """)) {
            while (rows.next()) {
                String schema = rows.getString(1);
                if (scope.schemas() == null || scope.schemas().contains(schema)) {
                    schemas.add(schema);
                }
            }
        }
        return schemas;
    }

    /** Columns: kind, schema, name, part, the table it goes with, identity, definition, then aspects by their names. */
    private static void read(PreparedStatement statement, CatalogScope scope, Map<CatalogId, CatalogObject> objects)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                String table = rows.getString(5);
                CatalogId id = new CatalogId(
                        CatalogKind.valueOf(rows.getString(1)),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4));
                if (scope.leavesOut(id.schema(), table) || scope.leavesOutSchema(id)) {
                    continue;
                }
                Map<String, String> aspects = new HashMap<>();
                for (int i = 8; i <= columns.getColumnCount(); i++) {
                    String value = rows.getString(i);
                    if (value != null) {
                        aspects.put(columns.getColumnLabel(i), value);
                    }
                }
                objects.put(id, new CatalogObject(rows.getString(6), rows.getString(7), aspects));
            }
        }
    }
}
