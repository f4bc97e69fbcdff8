package dev.backstep.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.model.ConnectionSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The running demo; its folder is kept between runs so that PostgreSQL's programs are unpacked once. */
class DemoTest {

    private static final Path FOLDER = Path.of("target/demo-test").toAbsolutePath();

    /** For the tests that leave it as it is. */
    private static Demo demo;

    @BeforeAll
    static void start() throws Exception {
        demo = Demo.start(FOLDER, sentence -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        demo.close();
    }

    @Test
    void theDatabaseIsWhereFeatureAlphaLeftIt() throws Exception {
        try (Connection connection = connect(demo.workspace().database(), demo.password())) {
            assertEquals(List.of("448 f"), query(connection, "SELECT version, dirty FROM schema_migrations"));
            assertEquals(List.of("3 f"), query(connection, "SELECT version, dirty FROM search_schema_migrations"));
            assertEquals(
                    List.of("dirty boolean NO", "version bigint NO"),
                    query(
                            connection,
                            "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
                                    + " WHERE table_name = 'schema_migrations' ORDER BY 1"));
            assertEquals(
                    List.of("13020 12408"), query(connection, "SELECT count(*), count(alpha_score) FROM workspaces"));
            assertTrue(Files.isDirectory(Path.of(demo.workspace().repository()).resolve(".git")));
        }
    }

    @Test
    void everyDownScriptUndoesItsUpScriptExactly() throws Exception {
        OrchardMigrations migrations = OrchardMigrations.load();
        try (Connection owner = connect(demo.workspace().database(), demo.password())) {
            run(owner, "CREATE DATABASE empty");
            try (Connection connection = connect(database(demo, "empty"), demo.password())) {
                Deque<List<String>> before = up(connection, migrations.main());
                down(connection, migrations.alpha(), up(connection, migrations.alpha()));
                down(connection, migrations.beta(), up(connection, migrations.beta()));
                down(connection, migrations.main(), before);
                assertEquals(List.of(), tables(connection));
            }
        }
    }

    @Test
    void theDownScriptsRunOnTheDemosRows() throws Exception {
        OrchardMigrations migrations = OrchardMigrations.load();
        try (Demo other = Demo.start(FOLDER, sentence -> {});
                Connection connection = connect(other.workspace().database(), other.password())) {
            for (SampleMigration migration :
                    join(migrations.main(), migrations.alpha()).reversed()) {
                run(connection, migration.down());
            }
            assertEquals(List.of("schema_migrations", "search_schema_migrations"), tables(connection));
        }
    }

    @Test
    void twoDemosAtOnceDoNotMeet() throws Exception {
        try (Demo other = Demo.start(FOLDER, sentence -> {})) {
            assertNotEquals(demo.workspace().repository(), other.workspace().repository());
            try (Connection first = connect(other.workspace().database(), other.password());
                    Connection second = connect(demo.workspace().database(), demo.password())) {
                run(first, "DELETE FROM schema_migrations");
                assertEquals(List.of("448 f"), query(second, "SELECT version, dirty FROM schema_migrations"));
            }
        }
    }

    @Test
    void nobodyConnectsWithoutThePassword() {
        ConnectionSettings database = demo.workspace().database();
        assertThrows(SQLException.class, () -> connect(database, "guess".toCharArray()));
        assertThrows(SQLException.class, () -> connect(database, new char[0]));
    }

    @Test
    void aDemoThatWasKilledLeavesNoServerInTheWay() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.backstep.demo.DemoProcess",
                        FOLDER.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path data;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            data = Path.of(output.readLine()).resolveSibling("data");
        } finally {
            killed.destroyForcibly();
        }
        assertTrue(killed.waitFor(10, TimeUnit.SECONDS));
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        ProcessHandle orphan = ProcessHandle.of(pid).orElseThrow();
        assertTrue(orphan.isAlive());
        try (Demo next = Demo.start(FOLDER, sentence -> {})) {
            assertFalse(orphan.isAlive());
            assertEquals(
                    data.resolveSibling("orchard").toString(), next.workspace().repository());
        }
    }

    @Test
    void thePasswordIsHandedOutAsACopy() {
        char[] wiped = demo.password();
        java.util.Arrays.fill(wiped, ' ');
        assertEquals(32, new String(demo.password()).strip().length());
    }

    /** Goes up one by one; the schemas before each, the last one first. */
    private static Deque<List<String>> up(Connection connection, List<SampleMigration> migrations) throws SQLException {
        Deque<List<String>> before = new ArrayDeque<>();
        List<String> now = schema(connection);
        for (SampleMigration migration : migrations) {
            before.push(now);
            run(connection, migration.up());
            now = schema(connection);
            assertNotEquals(before.peek(), now, migration.name() + " changes nothing");
        }
        return before;
    }

    /** Goes down again; after each the schema is what it was before the up. */
    private static void down(Connection connection, List<SampleMigration> migrations, Deque<List<String>> before)
            throws SQLException {
        for (SampleMigration migration : migrations.reversed()) {
            run(connection, migration.down());
            assertSame(before.pop(), schema(connection), migration.name());
        }
    }

    private static void assertSame(List<String> expected, List<String> actual, String message) {
        List<String> lost = new ArrayList<>(expected);
        lost.removeAll(actual);
        List<String> added = new ArrayList<>(actual);
        added.removeAll(expected);
        assertEquals("lost [], added []", "lost " + lost + ", added " + added, message);
    }

    private static List<String> schema(Connection connection) throws SQLException {
        return query(connection, """
                SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                       pg_get_expr(d.adbin, d.adrelid), pg_get_viewdef(c.oid), obj_description(c.oid)
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
                UNION ALL SELECT 'index', indexname, indexdef, '', NULL, '', '', '' FROM pg_indexes
                WHERE schemaname = 'public'
                UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, '', '', ''
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
                UNION ALL SELECT 'enum', t.typname, e.enumlabel, rank() OVER (PARTITION BY t.oid ORDER BY enumsortorder)::text,
                       NULL, '', '', ''
                FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid
                UNION ALL SELECT 'function', proname, pg_get_functiondef(oid), '', NULL, '', '', '' FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid), '', NULL, '', '', '' FROM pg_trigger
                WHERE NOT tgisinternal
                UNION ALL SELECT 'seed', '', n::text, '', NULL, '', '', '' FROM (SELECT
                       sum((xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || oid::regclass, false, true, '')))[1]
                           ::text::int) AS n
                       FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') rows
                ORDER BY 1, 2, 3, 4
                """);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return query(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    private static List<SampleMigration> join(List<SampleMigration> first, List<SampleMigration> then) {
        List<SampleMigration> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static ConnectionSettings database(Demo demo, String name) {
        ConnectionSettings settings = demo.workspace().database();
        return new ConnectionSettings(settings.host(), settings.port(), name, settings.user(), "disable", null, null);
    }

    private static Connection connect(ConnectionSettings database, char[] password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.server() + "/" + database.database(),
                database.user(),
                new String(password));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The rows, their values joined by spaces. */
    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }
}
