package dev.backstep.rollback.repair;

import dev.backstep.model.HistoryTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is in some schemas of a live database, as its catalogs record it: whatever depends on the schema itself. What belongs
 * to a table, such as an index, goes with it and is not named.
 *
 * @param things what goes, tables first: {@code table public.users}
 * @param extensions those that have something there, which stays
 */
record Belongings(List<Thing> things, List<String> extensions) {

    Belongings {
        things = List.copyOf(things);
        extensions = List.copyOf(extensions);
    }

    /**
     * A thing in a schema.
     *
     * @param type as {@code DROP} names it
     * @param identity as {@code DROP} takes it, quoted and with its schema
     */
    record Thing(String type, String identity) {
        String drop() {
            return "DROP " + type.toUpperCase(Locale.ROOT) + " IF EXISTS " + identity + " CASCADE";
        }
    }

    /**
     * Rows of pg_depend that say that something is in one of the schemas. Neither the history tables are among them, nor
     * extensions, nor default rights, which are no things.
     */
    static final String INSIDE = """
            FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_namespace n ON n.oid = d.refobjid
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.deptype = 'n'
              AND n.nspname::pg_catalog.text = ANY (%s)
              AND NOT (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = ANY (%s))
              AND d.classid NOT IN ('pg_catalog.pg_extension'::pg_catalog.regclass,
                                    'pg_catalog.pg_default_acl'::pg_catalog.regclass)""";

    private static final String QUERY = """
            SELECT i.type, i.identity,
                   (SELECT x.extname FROM pg_catalog.pg_depend e JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
                    WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
            FROM (SELECT d.classid, d.objid %s) d,
                 LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) i
            ORDER BY i.type NOT LIKE '%%table', i.type = 'sequence', i.type, i.identity
            """.formatted(INSIDE.formatted("?::text[]", "?::oid[]"));

    static Belongings read(Connection connection, Set<String> schemas, Set<HistoryTable> histories)
            throws SQLException {
        List<Thing> things = new ArrayList<>();
        List<String> extensions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            statement.setArray(2, connection.createArrayOf("oid", oids(connection, histories)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String extension = rows.getString(3);
                    if (extension != null && !extensions.contains(extension)) {
                        extensions.add(extension);
                    } else if (extension == null) {
                        things.add(new Thing(rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }
        return new Belongings(things, extensions);
    }

    private static Object[] oids(Connection connection, Set<HistoryTable> tables) throws SQLException {
        List<Object> oids = new ArrayList<>();
        for (HistoryTable table : tables) {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relname = ?
                    """)) {
                statement.setString(1, table.schema());
                statement.setString(2, table.name());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        oids.add(rows.getLong(1));
                    }
                }
            }
        }
        return oids.toArray();
    }
}
