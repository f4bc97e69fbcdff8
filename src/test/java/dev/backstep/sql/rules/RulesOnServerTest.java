package dev.backstep.sql.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.Marker;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.observed.Observed;
import dev.backstep.sql.observed.ObservedSchema;
import dev.backstep.sql.parse.ColumnSpec.Fill;
import dev.backstep.sql.parse.ConstraintSpec;
import dev.backstep.sql.parse.ObjectKind;
import dev.backstep.sql.rules.Examples.Example;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server runs every example: its locks, its rewrites and its catalogs must be those that were read. */
class RulesOnServerTest {

    private static final KnownSchema BEFORE =
            ScriptAnalysis.read(Examples.SCHEMA, KnownSchema.empty()).after();
    private static final Postgres DATABASE = Postgres.freshDatabase();

    static List<Example> examples() {
        return Examples.all();
    }

    @Test
    void everyRuleHasAnExample() {
        Set<Rule> missing = EnumSet.allOf(Rule.class);
        Examples.all().forEach(example -> missing.remove(example.rule()));
        // These speak of what was not seen, so they have no example on a schema that was.
        missing.removeAll(Set.of(
                Rule.CHANGE_TYPE_UNSEEN,
                Rule.DROP_CONSTRAINT_UNSEEN,
                Rule.DROP_INDEX_UNSEEN,
                Rule.REBUILD_ENUM_UNSEEN));
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theServerDoesWhatWasRead(Example example) throws SQLException {
        ScriptReading reading = ScriptAnalysis.read(example.sql(), BEFORE);
        assertTrue(
                reading.reasons().stream().anyMatch(reason -> reason.rule() == example.rule()),
                () -> reading.reasons().toString());
        assertEquals(
                example.inTransaction(),
                ScriptFacts.of(example.sql()).outsideTransaction().isEmpty());
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            statement.execute(Examples.SCHEMA);
            Map<String, String> files = files(statement);
            CatalogSnapshot before = CatalogReader.read(connection, CatalogScope.all());
            connection.setAutoCommit(!example.inTransaction());
            statement.execute(example.sql().startsWith("--") ? "SELECT 1" : example.sql());
            if (example.inTransaction()) {
                assertEquals(locks(statement, files), locksRead(reading));
            }
            CatalogSnapshot after = CatalogReader.read(connection, CatalogScope.all());
            if (reading.after().complete()) {
                assertEquals(List.of(), differences(catalog(ObservedSchema.of(after)), reading.after()));
            }
            Observed observed = Observed.between(before, after);
            assertEquals(seenOtherwise(example.rule(), reading.marker()), observed.with(reading), observed::toString);
            assertEquals(rewritten(files, files(statement), reading), rewrittenRead(reading));
            if (example.inTransaction()) {
                connection.rollback();
            }
        }
    }

    /** What the server shows where the text alone leaves it open. */
    private static Marker seenOtherwise(Rule rule, Marker read) {
        return rule == Rule.RECREATE_VIEW_UNSEEN ? Marker.COMPATIBLE : read;
    }

    /** What differs, but for the parts of tables whose columns the script takes from elsewhere. */
    private static List<String> differences(Map<String, String> server, KnownSchema schema) {
        Map<String, String> read = catalog(schema);
        Set<String> keys = new TreeSet<>(server.keySet());
        keys.addAll(read.keySet());
        schema.objects().forEach((id, object) -> {
            if (object instanceof SchemaObject.Table table && !table.columnsKnown()) {
                keys.removeIf(key -> key.contains(" " + id + ".") || key.startsWith("INDEX " + id + "_"));
            }
        });
        return keys.stream()
                .filter(key -> !Objects.equals(server.get(key), read.get(key)))
                .map(key -> key + ": the server has " + server.get(key) + ", read was " + read.get(key))
                .toList();
    }

    /** The storage file of every table, by oid and name. */
    private static Map<String, String> files(Statement statement) throws SQLException {
        return map(statement, """
                SELECT oid || ' ' || relname, pg_relation_filenode(oid) FROM pg_class
                WHERE relkind IN ('r', 'p', 'm') AND relnamespace IN ('public'::regnamespace, to_regnamespace('other'))
                """);
    }

    private static String name(String oidAndName) {
        return oidAndName.substring(oidAndName.indexOf(' ') + 1);
    }

    private static Map<String, Lock> locks(Statement statement, Map<String, String> tables) throws SQLException {
        Map<String, String> names = tables.keySet().stream()
                .collect(Collectors.toMap(table -> table.substring(0, table.indexOf(' ')), RulesOnServerTest::name));
        Map<String, Lock> locks = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT relation::bigint, mode FROM pg_locks"
                + " WHERE pid = pg_backend_pid() AND locktype = 'relation'")) {
            while (rows.next()) {
                String mode = rows.getString(2).replace("Lock", "").replaceAll("([a-z])([A-Z])", "$1 $2");
                String table = names.get(rows.getString(1));
                for (Lock lock : Lock.values()) {
                    if (table != null && lock.words().equalsIgnoreCase(mode)) {
                        locks.merge(table, lock, RulesOnServerTest::stronger);
                    }
                }
            }
        }
        return locks;
    }

    private static Map<String, Lock> locksRead(ScriptReading reading) {
        Map<String, Lock> locks = new TreeMap<>();
        for (LockEffect effect : reading.locks()) {
            locks.merge(effect.table().name(), effect.lock(), RulesOnServerTest::stronger);
        }
        return locks;
    }

    private static Lock stronger(Lock one, Lock other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Set<String> rewritten(Map<String, String> before, Map<String, String> after, ScriptReading reading) {
        boolean truncates = reading.reasons().stream().anyMatch(reason -> reason.rule() == Rule.TRUNCATE);
        return before.entrySet().stream()
                .filter(entry -> after.containsKey(entry.getKey()) && !truncates)
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .map(entry -> name(entry.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rewrittenRead(ScriptReading reading) {
        return reading.locks().stream()
                .filter(effect -> effect.work() == Work.REWRITE)
                .map(effect -> effect.table().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tables, columns, constraints, indexes, labels, views, triggers and policies. */
    private static Map<String, String> catalog(KnownSchema schema) {
        Map<String, String> catalog = new TreeMap<>();
        Set<ObjectKind> other = Set.of(
                ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW, ObjectKind.TRIGGER, ObjectKind.POLICY);
        schema.objects().forEach((id, object) -> {
            String key = id.kind() + " " + id;
            boolean elsewhere = "other".equals(id.owner().schema());
            switch (object) {
                case SchemaObject.Column column
                when !elsewhere ->
                    catalog.put(key, column.type() + " " + column.notNull() + " " + (column.fill() != Fill.NOTHING));
                case SchemaObject.Constraint constraint
                when constraint.kind() != ConstraintSpec.Kind.NOT_NULL ->
                    catalog.put(
                            key,
                            constraint
                                    .kind()
                                    .name()
                                    .substring(0, 1)
                                    .toLowerCase(Locale.ROOT)
                                    .replace("e", "x"));
                case SchemaObject.Index index -> catalog.put(key, Boolean.toString(index.unique()));
                case SchemaObject.EnumType type ->
                    catalog.put(key, type.labels().stream().sorted().collect(Collectors.joining(",")));
                default -> {
                    if (other.contains(id.kind()) && !elsewhere) {
                        catalog.put(key, "");
                    }
                }
            }
        });
        return catalog;
    }

    private static Map<String, String> map(Statement statement, String query) throws SQLException {
        Map<String, String> map = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                map.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
        }
        return map;
    }
}
