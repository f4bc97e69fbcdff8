package dev.backstep.rollback.saved;

import dev.backstep.database.live.Address;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the catalog knows of tables that lose something. */
final class SalvageCatalog {

    private static final long PG_CLASS = 1259;

    private static final String TABLES = """
            SELECT c.oid::bigint, n.nspname, c.relname, c.reltuples::bigint, pg_catalog.pg_table_size(c.oid),
                   pg_catalog.has_table_privilege(c.oid, 'SELECT'), pg_catalog.row_security_active(c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (?::bigint[]::oid[]) AND c.relkind = 'r' AND c.relpersistence <> 't'
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    private static final String COLUMNS = """
            SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::pg_catalog.regnamespace
                       AND coalesce(e.typname, t.typname) !~ '^reg',
                   (SELECT max(s.avg_width) FROM pg_catalog.pg_stats s JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                    WHERE s.schemaname = c.relnamespace::pg_catalog.regnamespace::name
                      AND s.tablename = c.relname AND s.attname = a.attname)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE a.attrelid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum
            """;

    /** The primary key, or the smallest unique index over columns that are never null, none of them lost. */
    private static final String KEY = """
            SELECT ARRAY(SELECT a.attname FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(num, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num ORDER BY k.place)
            FROM pg_catalog.pg_index i
            WHERE i.indrelid = ?::bigint::oid AND i.indisunique AND i.indisvalid
              AND i.indpred IS NULL AND i.indexprs IS NULL
              AND NOT EXISTS (SELECT FROM unnest(i.indkey[0:i.indnkeyatts - 1]) AS k(num)
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
                  WHERE NOT a.attnotnull OR a.attgenerated <> '' OR k.num = ANY (?::int[]))
            ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1
            """;

    private static final String SEQUENCES = """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND (c.oid = ANY (?::bigint[]::oid[]) OR EXISTS (
                SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.objid = c.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.deptype IN ('a', 'i') AND d.refobjid = ANY (?::bigint[]::oid[])))
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    /** Columns of the type itself, of its arrays, and of domains over it. */
    private static final String ENUM_COLUMNS = """
            WITH RECURSIVE types(oid) AS (
                SELECT unnest(?::bigint[]::oid[])
                UNION SELECT t.oid FROM pg_catalog.pg_type t JOIN types y ON t.typelem = y.oid AND t.typcategory = 'A'
                   OR t.typbasetype = y.oid)
            SELECT a.attrelid::bigint, a.attnum FROM pg_catalog.pg_attribute a JOIN types ON a.atttypid = types.oid
            WHERE a.attnum > 0 AND NOT a.attisdropped
            """;

    /** With all that inherit, and all that foreign keys delete or change along. */
    private static final String WRITTEN = """
            WITH RECURSIVE written(oid) AS (
                SELECT unnest(?::bigint[]::oid[])
                UNION SELECT f.oid FROM written w CROSS JOIN LATERAL (
                    SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = w.oid
                    UNION ALL
                    SELECT k.conrelid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.confrelid = w.oid
                      AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))) AS f(oid))
            SELECT oid::bigint FROM written
            """;

    private static final String TRIGGERS = """
            SELECT DISTINCT n.nspname, c.relname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgrelid = ANY (?::bigint[]::oid[]) ORDER BY 1, 2
            """;

    private final Connection connection;

    SalvageCatalog(Connection connection) {
        this.connection = connection;
    }

    /** A table that holds rows itself. */
    record Table(long oid, TableName name, long rows, long bytes, boolean readable, boolean rowSecurity) {}

    List<Table> tables(Collection<Long> oids) throws SQLException {
        return ask(
                TABLES,
                row -> new Table(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getBoolean(7)),
                bigints(oids));
    }

    /** What of a table is saved; null where only computed values go. */
    @Nullable
    Part part(Table table, boolean whole, Set<Integer> lost) throws SQLException {
        List<Kept> all = ask(
                COLUMNS,
                row -> new Kept(
                        row.getInt(1),
                        new Part.Column(row.getString(2), row.getString(3), row.getBoolean(4)),
                        row.getLong(5)),
                table.oid());
        boolean values = !whole && all.stream().anyMatch(column -> lost.contains(column.number()));
        if (!whole && !values) {
            return null;
        }
        List<String> key = key(table.oid(), whole ? Set.of() : lost);
        List<Kept> kept = whole || key.isEmpty()
                ? all
                : all.stream()
                        .filter(column -> key.contains(column.column().name()) || lost.contains(column.number()))
                        .toList();
        long width = kept.stream().mapToLong(Kept::width).sum();
        boolean measured = kept.stream().allMatch(column -> column.width() > 0) && table.rows() >= 0;
        long bytes = measured ? Math.min(width * table.rows(), 4 * table.bytes()) : table.bytes();
        return new Part(
                table.name(),
                whole ? Part.Kind.ROWS : Part.Kind.VALUES,
                key,
                kept.stream().map(Kept::column).toList(),
                table.rows(),
                bytes);
    }

    /** Every table that holds rows and is not PostgreSQL's own. */
    List<Long> all() throws SQLException {
        return ask("""
                SELECT c.oid::bigint FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                """, row -> row.getLong(1));
    }

    /** The table of this name, if there is one. */
    List<Long> named(TableName table) throws SQLException {
        return ask(
                "SELECT oid::bigint FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)",
                row -> row.getLong(1),
                table.sql());
    }

    List<TableName> sequences(Collection<Long> relations) throws SQLException {
        return ask(
                SEQUENCES,
                row -> new TableName(row.getString(1), row.getString(2)),
                bigints(relations),
                bigints(relations));
    }

    List<Address> enumColumns(Collection<Long> types) throws SQLException {
        return ask(ENUM_COLUMNS, row -> new Address(PG_CLASS, row.getLong(1), row.getInt(2)), bigints(types));
    }

    List<Long> writtenWith(Collection<Long> tables) throws SQLException {
        return ask(WRITTEN, row -> row.getLong(1), bigints(tables));
    }

    List<String> withTriggers(Collection<Long> tables) throws SQLException {
        return ask(TRIGGERS, row -> new TableName(row.getString(1), row.getString(2)).toString(), bigints(tables));
    }

    private record Kept(int number, Part.Column column, long width) {}

    private List<String> key(long table, Set<Integer> lost) throws SQLException {
        Array numbers = connection.createArrayOf("int4", lost.toArray());
        List<List<String>> keys =
                ask(KEY, row -> Arrays.asList((String[]) row.getArray(1).getArray()), table, numbers);
        return keys.isEmpty() ? List.of() : keys.getFirst();
    }

    private Array bigints(Collection<Long> oids) throws SQLException {
        return connection.createArrayOf("int8", oids.toArray());
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String query, Reading<T> reading, Object... parameters) throws SQLException {
        List<T> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(reading.read(rows));
                }
            }
        }
        return answers;
    }
}
