package dev.backstep.database.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What depends on a thing, by {@code pg_depend}: what goes with it in any case, and what keeps it from being dropped unless
 * {@code CASCADE} is said. From PostgreSQL's {@code findDependentObjects}.
 *
 * <p>The catalog knows nothing of what the text of a function in quotes uses, and of what applications do.
 */
public final class Dependencies {

    /**
     * {@code own} follows the edges along which a thing goes without a word; {@code reach} follows all of them, and takes an
     * inner part for the whole that it belongs to, as a rule for its view. What also belongs to something that goes is not
     * named. What is gone leads nowhere.
     */
    private static final String QUERY = """
            WITH RECURSIVE gone AS (
                SELECT g.c::oid AS c, g.o::oid AS o, g.s::int AS s
                FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS g(c, o, s)),
            edges AS (
                SELECT d.* FROM pg_catalog.pg_depend d
                WHERE NOT EXISTS (SELECT FROM gone g WHERE g.c = d.classid AND g.o = d.objid
                                  AND (g.s = 0 OR g.s = d.objsubid))),
            own(c, o, s) AS (
                SELECT t.c::oid, t.o::oid, t.s::int FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS t(c, o, s)
                UNION
                SELECT d.classid, d.objid, d.objsubid
                FROM own JOIN edges d ON d.refclassid = own.c AND d.refobjid = own.o
                     AND (own.s = 0 OR d.refobjsubid = own.s)
                WHERE d.deptype IN ('a', 'i', 'P', 'S', 'e', 'x')),
            reach(c, o, s, named, silent) AS (
                SELECT c, o, s, false, true FROM own
                UNION
                SELECT x.c, x.o, x.s, x.named, x.silent
                FROM reach JOIN edges d ON d.refclassid = reach.c AND d.refobjid = reach.o
                     AND (reach.s = 0 OR d.refobjsubid = reach.s)
                LEFT JOIN edges w ON w.classid = d.classid AND w.objid = d.objid AND w.deptype = 'i'
                CROSS JOIN LATERAL (VALUES
                    (d.classid, d.objid, d.objsubid, d.deptype = 'n' AND w.classid IS NULL, d.deptype <> 'n'),
                    (w.refclassid, w.refobjid, w.refobjsubid, d.deptype = 'n', false)) AS x(c, o, s, named, silent)
                WHERE x.c IS NOT NULL),
            others AS (
                SELECT c, o, s, bool_or(named) AND NOT bool_or(silent) AND NOT EXISTS (
                           SELECT FROM reach whole
                           WHERE r.s <> 0 AND whole.c = r.c AND whole.o = r.o AND whole.s = 0) AS named
                FROM reach r
                WHERE NOT EXISTS (SELECT FROM own WHERE own.c = r.c AND own.o = r.o AND own.s IN (0, r.s))
                GROUP BY c, o, s)
            SELECT c::bigint, o::bigint, s, 'own', NULL, NULL, NULL FROM own
            UNION ALL
            SELECT x.c::bigint, x.o::bigint, x.s, CASE WHEN x.named THEN 'named' ELSE 'other' END, i.type, i.identity,
                   CASE WHEN k.relkind IN ('r', 'm') AND x.s = 0 THEN
                        CASE WHEN k.reltuples < 0 THEN pg_catalog.pg_stat_get_live_tuples(k.oid)
                             ELSE k.reltuples::bigint END END
            FROM others x
            LEFT JOIN LATERAL pg_catalog.pg_identify_object(x.c, x.o, x.s) i ON x.named
            LEFT JOIN pg_catalog.pg_class k ON x.c = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.oid = x.o
            ORDER BY 5, 6
            """;

    private Dependencies() {}

    /**
     * What goes with things.
     *
     * @param own the things, and what belongs to them and goes without a word
     * @param others what else would go with {@code CASCADE}, with all that belongs to it
     * @param named the whole things among these others, which keep them from being dropped otherwise
     */
    public record Closure(Set<Address> own, Set<Address> others, List<Named> named) {
        public Closure {
            own = Set.copyOf(own);
            others = Set.copyOf(others);
            named = List.copyOf(named);
        }
    }

    /**
     * A thing as the server names it.
     *
     * @param address where it is
     * @param kind in PostgreSQL's words
     * @param identity with its schema, quoted where it needs to be
     * @param rows about how many rows it has; null where it is no table
     */
    public record Named(
            Address address,
            String kind,
            String identity,
            @Nullable Long rows) {}

    /**
     * Everything that depends on things that one statement drops.
     *
     * @param gone what earlier statements have dropped, which keeps nothing any more
     */
    public static Answer<Closure> of(Questions questions, Collection<Address> things, Collection<Address> gone)
            throws SQLException {
        return questions.ask(
                QUERY,
                Dependencies::closure,
                array(gone, Address::catalog),
                array(gone, Address::object),
                array(gone, Address::column),
                array(things, Address::catalog),
                array(things, Address::object),
                array(things, Address::column));
    }

    private static Closure closure(ResultSet rows) throws SQLException {
        Set<Address> own = new HashSet<>();
        Set<Address> others = new HashSet<>();
        List<Named> named = new ArrayList<>();
        while (rows.next()) {
            Address address = new Address(rows.getLong(1), rows.getLong(2), rows.getInt(3));
            String part = rows.getString(4);
            (part.equals("own") ? own : others).add(address);
            if (part.equals("named")) {
                long count = rows.getLong(7);
                Long known = rows.wasNull() ? null : count;
                named.add(new Named(address, rows.getString(5), rows.getString(6), known));
            }
        }
        return new Closure(own, others, named);
    }

    private static Long[] array(Collection<Address> addresses, ToLongFunction<Address> part) {
        return addresses.stream().map(part::applyAsLong).toArray(Long[]::new);
    }
}
