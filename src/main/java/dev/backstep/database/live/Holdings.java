package dev.backstep.database.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much things hold: what the catalog says at once, and what is counted. */
public final class Holdings {

    /** A table with everything that inherits from it or is a partition of it. */
    private static final String TREE = """
            WITH RECURSIVE tree(oid) AS (
                SELECT ?::bigint::oid
                UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
            """;

    private static final String TABLE = TREE + """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   (SELECT CASE WHEN bool_or(t.reltuples < 0 AND pg_catalog.pg_stat_get_live_tuples(t.oid) = 0) THEN -1
                                ELSE sum(CASE WHEN t.reltuples < 0 THEN pg_catalog.pg_stat_get_live_tuples(t.oid)
                                              ELSE t.reltuples END)::bigint END
                    FROM pg_catalog.pg_class t JOIN tree USING (oid) WHERE t.relkind NOT IN ('p', 'v', 'S')),
                   (SELECT sum(t.relpages)::bigint * pg_catalog.current_setting('block_size')::bigint
                    FROM pg_catalog.pg_class t JOIN tree USING (oid)),
                   pg_catalog.row_security_active(c.oid),
                   ARRAY(SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END
                                || ' (' || string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) || ')'
                         FROM pg_catalog.aclexplode(c.relacl) a WHERE a.grantee <> c.relowner
                         GROUP BY a.grantee ORDER BY 1)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ?::bigint::oid
            """;

    private static final String SIZE =
            TREE + "SELECT sum(pg_catalog.pg_total_relation_size(tree.oid::pg_catalog.regclass))::bigint FROM tree";

    private static final String COLUMN = """
            SELECT pg_catalog.quote_ident(a.attname), a.attgenerated <> '',
                   (SELECT s.null_frac FROM pg_catalog.pg_stats s WHERE s.schemaname = n.nspname
                    AND s.tablename = c.relname AND s.attname = a.attname ORDER BY s.inherited DESC LIMIT 1),
                   (SELECT s.avg_width FROM pg_catalog.pg_stats s WHERE s.schemaname = n.nspname
                    AND s.tablename = c.relname AND s.attname = a.attname ORDER BY s.inherited DESC LIMIT 1)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attrelid = ?::bigint::oid AND a.attnum = ?
            """;

    private final Questions questions;

    public Holdings(Questions questions) {
        this.questions = questions;
    }

    /**
     * A table as the catalog knows it.
     *
     * @param name quoted, with its schema
     * @param rows the planner's estimate, of all partitions; -1 where there is none
     * @param bytes of its main part when it was last analyzed
     * @param rowSecurity whether this role may not see all of its rows
     * @param grants who else than the owner may do what, a line for each role
     */
    public record Table(String name, long rows, long bytes, boolean rowSecurity, List<String> grants) {
        public Table {
            grants = List.copyOf(grants);
        }
    }

    /**
     * A column as the catalog knows it.
     *
     * @param name quoted
     * @param generated whether its values are computed from others
     * @param nulls the planner's estimate of the part that is NULL; null where there is none
     * @param width the planner's estimate of a value's bytes; null where there is none
     */
    public record Column(
            String name,
            boolean generated,
            @Nullable Double nulls,
            @Nullable Integer width) {}

    /** Rows, those among them that hold a value, and the values' bytes as they are stored. */
    public record Values(long rows, long held, long bytes) {}

    public Answer<Table> table(long oid) throws SQLException {
        return questions.ask(
                TABLE,
                rows -> {
                    rows.next();
                    return new Table(
                            rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getBoolean(4), strings(rows, 5));
                },
                oid,
                oid);
    }

    public Answer<Column> column(Address column) throws SQLException {
        return questions.ask(
                COLUMN,
                rows -> {
                    rows.next();
                    double nulls = rows.getDouble(3);
                    boolean known = !rows.wasNull();
                    int width = rows.getInt(4);
                    return new Column(
                            rows.getString(1), rows.getBoolean(2), known ? nulls : null, known ? width : null);
                },
                column.object(),
                column.column());
    }

    /** The bytes on disk of a table with its indexes and partitions; waits for nobody's lock. */
    public Answer<Long> size(long table) throws SQLException {
        return questions.ask(SIZE, Holdings::number, table);
    }

    public Answer<Long> rows(Table table) throws SQLException {
        return count("SELECT count(*) FROM " + table.name());
    }

    /** Runs a query that counts. */
    public Answer<Long> count(String query) throws SQLException {
        return questions.ask(query, Holdings::number);
    }

    public Answer<Values> values(Table table, Column column) throws SQLException {
        String query =
                "SELECT count(*), count(%1$s), coalesce(sum(pg_catalog.pg_column_size(%1$s)), 0)::bigint FROM %2$s"
                        .formatted("t." + column.name(), table.name() + " AS t");
        return questions.ask(query, rows -> {
            rows.next();
            return new Values(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        });
    }

    static long number(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong(1);
    }

    static List<String> strings(ResultSet rows, int column) throws SQLException {
        List<String> strings = new ArrayList<>();
        for (Object string : (Object[]) rows.getArray(column).getArray()) {
            strings.add((String) string);
        }
        return strings;
    }
}
