package dev.backstep.database.live;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What enums, sequences, rights, schemas and extensions hold. */
public final class Inventory {

    /** Every stored column of an enum or of arrays of it; what reads it through a domain or a composite is left out. */
    private static final String ENUM_COLUMNS = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   pg_catalog.quote_ident(a.attname), a.atttypid <> t.oid,
                   CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname || '.' || a.attname
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.atttypid IN (t.oid, t.typarray)
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE t.oid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY 1, 2
            """;

    private static final String SEQUENCE_NAME = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ?::bigint::oid
            """;

    private static final String SCHEMA_TABLES = """
            SELECT count(*), coalesce(sum(greatest(CASE WHEN c.reltuples < 0
                   THEN pg_catalog.pg_stat_get_live_tuples(c.oid) ELSE c.reltuples END, 0)), 0)::bigint
            FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'm', 'f') AND c.relnamespace = ?::bigint::oid
            """;

    private static final String EXTENSION_TABLES = """
            SELECT count(*), coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_depend d
                 ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'
            WHERE c.relkind IN ('r', 'm', 'f') AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
              AND d.refobjid = ?::bigint::oid
            """;

    private final Questions questions;

    public Inventory(Questions questions) {
        this.questions = questions;
    }

    /**
     * A column of an enum.
     *
     * @param table quoted, with its schema
     * @param column quoted
     * @param array whether it holds arrays of the enum
     * @param shown table and column as shown to a person
     */
    public record EnumColumn(String table, String column, boolean array, String shown) {

        /** A query that counts the rows with one of {@code count} labels, which are its parameters. */
        String counting(int count) {
            String labels = String.join(", ", java.util.Collections.nCopies(count, "?::text"));
            String value = "t." + column;
            return "SELECT count(*) FROM " + table + " AS t WHERE "
                    + (array ? value + "::text[] && ARRAY[" + labels + "]" : value + "::text IN (" + labels + ")");
        }
    }

    /** How many tables a container holds, and about how many rows. */
    public record Contents(long tables, long rows) {}

    public Answer<List<EnumColumn>> enumColumns(long type) throws SQLException {
        return questions.ask(
                ENUM_COLUMNS,
                rows -> {
                    List<EnumColumn> columns = new ArrayList<>();
                    while (rows.next()) {
                        columns.add(new EnumColumn(
                                rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getString(4)));
                    }
                    return columns;
                },
                type);
    }

    /** How many rows of a column hold one of the labels. */
    public Answer<Long> rowsWith(EnumColumn column, List<String> labels) throws SQLException {
        return questions.ask(column.counting(labels.size()), Holdings::number, labels.toArray());
    }

    /** The last value that a sequence gave out. */
    public Answer<Long> position(long sequence) throws SQLException {
        Answer<String> name = questions.ask(
                SEQUENCE_NAME,
                rows -> {
                    rows.next();
                    return rows.getString(1);
                },
                sequence);
        return name instanceof Answer.Given<String>(String quoted)
                ? questions.ask("SELECT last_value FROM " + quoted, Holdings::number)
                : name.map(_ -> new Answer.TooLong<>(), Answer.TooLong::new, Answer.Refused::new);
    }

    public Answer<Contents> schema(long schema) throws SQLException {
        return contents(SCHEMA_TABLES, schema);
    }

    public Answer<Contents> extension(long extension) throws SQLException {
        return contents(EXTENSION_TABLES, extension);
    }

    private Answer<Contents> contents(String query, long container) throws SQLException {
        return questions.ask(
                query,
                rows -> {
                    rows.next();
                    return new Contents(rows.getLong(1), rows.getLong(2));
                },
                container);
    }
}
