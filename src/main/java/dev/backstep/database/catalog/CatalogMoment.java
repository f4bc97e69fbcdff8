package dev.backstep.database.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A moment of a database's catalogs, to find out whether they are still the same.
 *
 * <p>Equal snapshots of one running server see the same rows; whatever was committed between them, in any database and by any
 * role, makes them differ. Where they do, the versions of all catalogs' rows tell: every write makes a new one.
 *
 * @param circumstances what else definitions go by: the running server, and the settings by which constants and names are written
 * @param snapshot which transactions had ended
 * @param question asks for the versions
 * @param versions what it answered: how many rows each catalog has, and a sum over those that may be younger than the snapshot
 */
record CatalogMoment(String circumstances, String snapshot, String question, String versions) {

    /** A restart may be one to another minor version, or to a standby that has other rows under the same numbers. */
    private static final String NOW = """
            SELECT pg_catalog.txid_current_snapshot(), pg_catalog.concat_ws(E'\\n', pg_catalog.version(),
              extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
              (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()),
              (SELECT string_agg(pg_catalog.current_setting(name), E'\\n') FROM unnest(ARRAY['DateStyle', 'IntervalStyle',
                'TimeZone', 'extra_float_digits', 'bytea_output', 'lc_monetary', 'quote_all_identifiers',
                'standard_conforming_strings']) AS name))
            """;

    /** All but rows of users, and what PostgreSQL gathers about them; whoever may not read a catalog does not see what it changes. */
    private static final String CATALOGS = """
            SELECT string_agg(pg_catalog.quote_ident(relname), ' ') FROM pg_catalog.pg_class
            WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'
              AND relname <> ALL ('{pg_statistic,pg_statistic_ext_data,pg_largeobject,pg_largeobject_metadata}')
              AND pg_catalog.has_table_privilege(oid, 'SELECT')
            """;

    /** Roles are seen by all in this view only. */
    private static final String ROLES = """
            (SELECT pg_catalog.concat_ws(' ', count(*), sum(pg_catalog.hashtextextended(rolname::text, oid::bigint)))
            FROM pg_catalog.pg_roles)""";

    /** From this version on nothing that is read changes without a new row version; before, an index becomes valid without one. */
    private static final int VERSIONED = 14;

    private static final String INVALID = """
            (SELECT string_agg(indexrelid::text, ' ' ORDER BY indexrelid) FROM pg_catalog.pg_index WHERE NOT indisvalid)""";

    /** Now; in a transaction whose one snapshot was taken before anything was read that is to be proven by it. */
    static CatalogMoment of(Connection connection) throws SQLException {
        List<String> now = row(connection, NOW);
        String snapshot = now.getFirst();
        // PostgreSQL's own form is oldest:next:running; rows have the lower half of the number.
        String oldest = Integer.toUnsignedString((int) Long.parseLong(snapshot.substring(0, snapshot.indexOf(':'))));
        String catalogs = row(connection, CATALOGS).getFirst();
        String question = Stream.concat(
                        Stream.of(catalogs.split(" ", -1)).map(catalog -> versionsOf(catalog, oldest)),
                        Stream.of(ROLES, INVALID))
                .collect(Collectors.joining(",\n", "SELECT ARRAY[", "]::text"));
        return new CatalogMoment(now.getLast(), snapshot, question, versions(connection, question));
    }

    /** Whether the catalogs are the same in the open transaction, which has written nothing; changes settings of it. */
    boolean isNow(Connection connection) throws SQLException {
        List<String> now = row(connection, NOW);
        boolean sameSnapshot =
                snapshot.equals(now.getFirst()) && connection.getMetaData().getDatabaseMajorVersion() >= VERSIONED;
        return circumstances.equals(now.getLast()) && (sameSnapshot || versions.equals(versions(connection, question)));
    }

    /**
     * Whatever was not visible at the moment was written by a transaction that was still running or came later, so its number is
     * not below the oldest one's that ran; a row of a lower number can only have gone, and is missed in the count. A number
     * that PostgreSQL has come round to again counts as young, which errs on the safe side.
     */
    private static String versionsOf(String catalog, String oldest) {
        return """
                (SELECT pg_catalog.concat_ws(' ', count(*), sum(pg_catalog.hashtextextended(
                  ctid::text || ' ' || xmin::text, 0)) FILTER (WHERE pg_catalog.age(xmin) <= pg_catalog.age('%s'::xid)))
                FROM pg_catalog.%s)""".formatted(oldest, catalog);
    }

    private static String versions(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // So many questions look expensive enough to be compiled, which takes longer than to answer them.
            statement.execute("SET LOCAL jit = off");
        }
        return row(connection, question).getFirst();
    }

    private static List<String> row(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
            return values;
        }
    }
}
