package dev.backstep.rollback.preflight;

import dev.backstep.model.Session;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.parse.QName;
import dev.backstep.sql.rules.Lock;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds locks on the tables that the plan needs to itself, so that it would wait. */
final class Busy {

    private static final int SHOWN = 3;

    /** An index is locked with its table. What one lock keeps out is PostgreSQL's table "Conflicting Lock Modes". */
    private static final String HOLDERS = """
            WITH wanted AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[]) AS w(schema, name, modes)),
            tables AS (
                SELECT coalesce(i.indrelid, c.oid) AS oid, w.modes
                FROM wanted w JOIN pg_catalog.pg_class c ON c.relname = w.name::name
                JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                WHERE CASE WHEN w.schema = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE s.nspname = w.schema::name END)
            SELECT DISTINCT coalesce(a.pid, 0), coalesce(a.usename, p.owner, ''),
                   coalesce(a.application_name, 'prepared transaction ' || p.gid, ''),
                   CASE WHEN a.client_addr IS NOT NULL THEN pg_catalog.host(a.client_addr)
                        WHEN a.client_port = -1 THEN 'local' ELSE '' END,
                   coalesce(a.state, CASE WHEN p.gid IS NOT NULL THEN 'prepared' END, ''),
                   extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, p.prepared))::float8,
                   pg_catalog.format('%s.%s', s.nspname, c.relname)
            FROM tables t JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = t.oid AND l.granted
                 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                   WHERE d.datname = pg_catalog.current_database())
            JOIN pg_catalog.pg_class c ON c.oid = t.oid JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            LEFT JOIN pg_catalog.pg_locks x ON l.pid IS NULL AND x.locktype = 'transactionid'
                 AND x.virtualtransaction = l.virtualtransaction
            LEFT JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = x.transactionid
            WHERE position(',' || l.mode || ',' IN t.modes) > 0 AND NOT (coalesce(l.pid, 0) = ANY (?))
            ORDER BY 1, 7
            """;

    private Busy() {}

    /** A session that holds a lock, and on which table. */
    private record Holder(Session session, @Nullable Duration since, String table) {}

    static Check check(Connection connection, Plan plan, Set<Integer> own) throws SQLException {
        Map<QName, Lock> wanted = wanted(plan);
        List<Holder> holders = holders(connection, wanted, own);
        if (holders.isEmpty()) {
            return new Check("tables", State.OK, Text.of("preflight.tables.ok", wanted.size()), "");
        }
        List<Holder> prepared =
                holders.stream().filter(holder -> holder.session().pid() == 0).toList();
        return prepared.isEmpty()
                ? new Check("tables", State.ASKS, Text.of("preflight.tables.held", words(holders)), "")
                : new Check("tables", State.STOPS, Text.of("preflight.tables.prepared", words(prepared)), "");
    }

    /** The strongest lock on each table, by its name in the database now. */
    private static Map<QName, Lock> wanted(Plan plan) {
        Map<QName, Lock> wanted = new LinkedHashMap<>();
        plan.steps().forEach(step -> {
            step.findings().forEach(finding -> {
                if (finding instanceof Finding.TakesLock lock && lock.lock() != Lock.NONE) {
                    wanted.merge(lock.live(), lock.lock(), Busy::stronger);
                }
            });
            step.drops().stream()
                    .filter(drop -> !drop.fresh() && isRelation(drop.live().kind()))
                    .forEach(drop -> wanted.merge(drop.live().owner(), Lock.ACCESS_EXCLUSIVE, Busy::stronger));
        });
        return wanted;
    }

    private static Lock stronger(Lock one, Lock other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** An index that goes concurrently is among the locks with a weaker one. */
    private static boolean isRelation(ObjectKind kind) {
        return kind == ObjectKind.TABLE || kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW;
    }

    private static List<Holder> holders(Connection connection, Map<QName, Lock> wanted, Set<Integer> own)
            throws SQLException {
        List<Holder> holders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
            Object[] schemas = wanted.keySet().stream()
                    .map(name -> name.schema() == null || name.schema().equals("public") ? "" : name.schema())
                    .toArray();
            statement.setArray(1, connection.createArrayOf("text", schemas));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", wanted.keySet().stream().map(QName::name).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", wanted.values().stream().map(Busy::keptOut).toArray()));
            statement.setArray(4, connection.createArrayOf("int", own.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    double seconds = rows.getDouble(6);
                    Duration since = rows.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
                    holders.add(new Holder(
                            new Session(
                                    rows.getInt(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getString(5)),
                            since,
                            rows.getString(7)));
                }
            }
        }
        return holders;
    }

    /** The modes of {@code pg_locks} that keep a lock waiting, between commas. */
    private static String keptOut(Lock lock) {
        String all = ",AccessExclusiveLock,ExclusiveLock,";
        return switch (lock) {
            case NONE -> ",";
            case ROW_EXCLUSIVE -> all + "ShareLock,ShareRowExclusiveLock,";
            case SHARE_UPDATE_EXCLUSIVE -> all + "ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,";
            case SHARE -> all + "RowExclusiveLock,ShareUpdateExclusiveLock,ShareRowExclusiveLock,";
            case SHARE_ROW_EXCLUSIVE ->
                all + "RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,";
            case EXCLUSIVE ->
                all + "RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,";
            case ACCESS_EXCLUSIVE ->
                all + "AccessShareLock,RowShareLock,RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,"
                        + "ShareRowExclusiveLock,";
        };
    }

    private static String words(List<Holder> holders) {
        Map<Session, List<Holder>> bySession = holders.stream()
                .collect(Collectors.groupingBy(Holder::session, LinkedHashMap::new, Collectors.toList()));
        List<String> words = new ArrayList<>();
        bySession.forEach((session, held) -> words.add(Text.of(
                "preflight.tables.holder",
                SessionText.of(session, held.getFirst().since()),
                Visible.of(held.stream().map(Holder::table).limit(SHOWN).collect(Collectors.joining(", "))))));
        return SessionText.firstOf(words);
    }
}
