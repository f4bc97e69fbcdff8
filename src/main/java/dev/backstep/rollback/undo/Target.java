package dev.backstep.rollback.undo;

import dev.backstep.rollback.saved.Part;
import dev.backstep.rollback.saved.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table that saved rows belong to, as it is now.
 *
 * @param name the table
 * @param columns its columns that take values, by name
 */
record Target(TableName name, Map<String, Column> columns) {

    private static final String COLUMNS = """
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attidentity,
                   coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::pg_catalog.regnamespace
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attrelid = pg_catalog.to_regclass(""";

    /** Its type as PostgreSQL writes it, and whether it is an identity that is always generated. */
    record Column(String name, String type, boolean always, boolean builtIn) {}

    /** The table as it is; without columns where there is none. */
    static Target of(Sql sql, TableName name) throws SQLException {
        List<Column> columns = sql.rows(COLUMNS + Sql.literal(name.sql()) + ")").stream()
                .map(row -> new Column(
                        row.get(0),
                        row.get(1),
                        row.get(2).equals("a"),
                        row.get(3).equals("t")))
                .toList();
        return new Target(name, columns.stream().collect(Collectors.toMap(Column::name, Function.identity())));
    }

    /** A column that is there. */
    Column column(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    boolean isThere() {
        return !columns.isEmpty();
    }

    boolean has(Part part) {
        return part.columns().stream().map(Part.Column::name).allMatch(columns::containsKey);
    }

    /** Its rows are those of the staging table {@code s}, by the key; both sides as text where the type is not PostgreSQL's. */
    String sameKey(List<String> key) {
        return key.stream()
                .map(name -> {
                    String quoted = TableName.quote(name);
                    Column column = columns.get(name);
                    boolean plain = column != null && column.builtIn();
                    String cast = plain ? "" : "::pg_catalog.text";
                    return "t." + quoted + cast + " = s." + quoted + cast;
                })
                .collect(Collectors.joining(" AND "));
    }
}
