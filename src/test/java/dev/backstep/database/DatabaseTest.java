package dev.backstep.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Await;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.Session;
import dev.backstep.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class DatabaseTest {

    private final Postgres postgres = Postgres.freshDatabase();

    @AfterEach
    void drop() {
        postgres.drop();
    }

    @Test
    void readingCannotWrite() throws BackstepException {
        try (Database database = open()) {
            BackstepException refused = assertThrows(
                    BackstepException.class, () -> database.read(connection -> text(connection, "CREATE TABLE t ()")));
            SQLException readOnly = assertInstanceOf(SQLException.class, refused.getCause());
            assertEquals("25006", readOnly.getSQLState());
            assertThrows(
                    BackstepException.class,
                    () -> database.read(connection ->
                            text(connection, "COMMIT; BEGIN; CREATE TABLE t (); COMMIT; SELECT 'written'")));
        }
        assertEquals("0", postgres.value("SELECT count(*) FROM pg_class WHERE relname = 't'"));
    }

    @Test
    void readingSeesOneSnapshotAndLeavesNoTransaction() throws BackstepException {
        postgres.execute("CREATE TABLE t (id int)");
        try (Database database = open()) {
            String seen = database.read(connection -> {
                String before = text(connection, "SELECT count(*) FROM t");
                postgres.execute("INSERT INTO t VALUES (1)");
                return before
                        + text(connection, "SELECT count(*) FROM t")
                        + text(connection, "SELECT current_setting('transaction_isolation')")
                        + text(connection, "SELECT current_setting('transaction_read_only')")
                        + text(connection, "SELECT current_setting('statement_timeout')");
            });
            assertEquals("00repeatable readon20s", seen);
            assertEquals("1", database.read(connection -> text(connection, "SELECT count(*) FROM t")));
            assertEquals(
                    "idle",
                    postgres.value("SELECT DISTINCT state FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name = 'Backstep'"));
        }
    }

    @Test
    void aSnapshotThatCannotBeReadIsTakenAnew() throws BackstepException {
        AtomicInteger attempts = new AtomicInteger();
        try (Database database = open()) {
            assertEquals("3", database.read(connection -> {
                if (attempts.incrementAndGet() < 3) {
                    throw new SQLException("changed meanwhile", "40001");
                }
                return Integer.toString(attempts.get());
            }));
        }
    }

    @Test
    void theDatabaseSaysWhichItIs() throws BackstepException {
        try (Database database = open()) {
            DatabaseIdentity identity = database.read(database::identity);
            assertEquals(
                    new DatabaseIdentity(
                            "localhost:" + Postgres.port(),
                            postgres.name(),
                            Long.parseLong(value("SELECT oid FROM pg_database WHERE datname = current_database()")),
                            value("SELECT system_identifier FROM pg_control_system()")),
                    identity);
            assertTrue(database.read(database::serverVersion).matches("PostgreSQL \\d+\\.\\d+"));
        }
    }

    @Test
    void aDatabaseIsEmptyUntilSomebodyMakesATable() throws BackstepException {
        try (Database database = open()) {
            assertEquals(0, database.read(database::userTables));
            postgres.execute("CREATE SCHEMA s; CREATE TABLE s.a (); CREATE TABLE b (id int) PARTITION BY LIST (id);"
                    + "CREATE VIEW v AS SELECT 1; CREATE TEMP TABLE c ()");
            assertEquals(2, database.read(database::userTables));
        }
    }

    @Test
    void sessionsAreThoseOfOthers() throws Exception {
        Postgres elsewhere = Postgres.freshDatabase();
        try (Database database = open();
                Connection run = database.connectForRun();
                Connection server = postgres.connect("orchard-server");
                Connection other = elsewhere.connect("not here")) {
            List<Session> sessions = database.read(connection -> {
                assertFalse(run.isClosed() || other.isClosed());
                return database.sessions(connection);
            });
            assertEquals(
                    List.of(new Session(pid(server), "postgres", "orchard-server", "127.0.0.1", "idle")), sessions);
        }
    }

    @Test
    void aRoleWithoutRightsSeesThatOthersAreConnected() throws Exception {
        String role = "role_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN");
        try (Database database = Database.open(postgres.settings(role, null), null);
                Connection server = postgres.connect("orchard-server")) {
            assertEquals(
                    List.of(new Session(pid(server), "postgres", "orchard-server", "", "")),
                    database.read(database::sessions));
        }
    }

    @Test
    void theSearchPathIsTheOneAskedFor() throws BackstepException {
        postgres.execute("CREATE SCHEMA app; CREATE SCHEMA \"Other\"");
        try (Database database = Database.open(postgres.settings("postgres", "app, \"Other\""), null)) {
            assertEquals("{app,Other}", database.read(c -> text(c, "SELECT current_schemas(false)")));
        }
    }

    @Test
    void aRunsSessionSendsTextsUntouched() throws Exception {
        String text = "SELECT current_query() AS \"?\", $$a;b?:x$$, '{call f}', 1 /* {fn now()} ?? :y $1 */;;\n"
                + "-- {d '2020-01-01'}\nSELECT '??', 'ä☃', current_query() ; ";
        try (Database database = open();
                Connection run = database.connectForRun();
                Statement statement = run.createStatement()) {
            statement.setEscapeProcessing(false);
            assertTrue(statement.execute(text));
            try (ResultSet first = statement.getResultSet()) {
                first.next();
                assertEquals(text, first.getString(1));
            }
            assertTrue(statement.getMoreResults());
            try (ResultSet second = statement.getResultSet()) {
                second.next();
                assertEquals(text, second.getString(3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB; drop database x", "it's \"quoted\"", "Ünï☃", "a/b?c=d&e#f", "%41", " "})
    void hostileDatabaseNamesAreOnlyNames(String start) throws BackstepException {
        Postgres hostile = Postgres.freshDatabase(start + " " + postgres.name().substring(0, 20));
        try (Database database = Database.open(hostile.settings(), null)) {
            assertEquals(hostile.name(), database.read(database::identity).database());
        }
    }

    @Test
    void aClosedPortRefuses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertProblem("database.refused", server("localhost", port, "disable"), null);
    }

    @Test
    void anUnknownHostIsNamed() {
        assertProblem("database.unknownHost", server("no-such-host.invalid", 5432, "disable"), null);
    }

    @Test
    void aSilentServerTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertProblem("database.timeout", server("localhost", silent.getLocalPort(), "disable"), null);
        }
    }

    @Test
    void aServerWithoutEncryptionIsNamed() {
        assertProblem("database.tlsRefused", server("localhost", Postgres.port(), "verify-full"), null);
    }

    @Test
    void aMissingDatabaseIsNamed() {
        ConnectionSettings settings =
                new ConnectionSettings("localhost", Postgres.port(), "nowhere", "postgres", "prefer", null, null);
        assertProblem("database.noDatabase", settings, null);
    }

    @Test
    void aMissingRoleIsNamed() {
        assertProblem("database.noRole", postgres.settings("nobody_" + postgres.name(), null), null);
    }

    @Test
    void passwordsAreAskedForCheckedAndNeverRepeated() throws Exception {
        String role = "secret_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
        allow("host all " + role + " all scram-sha-256");
        ConnectionSettings settings = postgres.settings(role, null);
        char[] right = "right".toCharArray();
        try (Database database = Database.open(settings, right)) {
            right[0] = 'x';
            assertEquals(role, database.read(connection -> text(connection, "SELECT current_user")));
            try (Connection run = database.connectForRun()) {
                assertEquals(role, text(run, "SELECT current_user"));
            }
            assertFalse(database.toString().contains("right"));
        }
        assertProblem("database.needsPassword", settings, null);
        assertProblem("database.wrongPassword", settings, "wr0ng".toCharArray());
        BackstepException wrong =
                assertThrows(BackstepException.class, () -> Database.open(settings, "wr0ng".toCharArray()));
        assertFalse((wrong + Text.of(wrong) + wrong.getCause()).contains("wr0ng"));
    }

    @Test
    void aRoleThatTheServerDoesNotLetInIsNamed() throws Exception {
        String role = "rejected_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN");
        allow("host all " + role + " all reject");
        assertProblem("database.notLetIn", postgres.settings(role, null), null);
    }

    @Test
    void aFailedQueryIsSaidInTheServersWords() throws BackstepException {
        try (Database database = open()) {
            BackstepException problem = assertThrows(
                    BackstepException.class, () -> database.read(c -> text(c, "SELECT * FROM missing_table")));
            assertEquals("database.failed", problem.key());
            assertTrue(Text.of(problem).contains("missing_table"), Text.of(problem));
        }
    }

    private Database open() throws BackstepException {
        return Database.open(postgres.settings(), null);
    }

    private String value(String query) {
        return String.valueOf(postgres.value(query));
    }

    /** Puts a rule first in pg_hba.conf; the server has read it when this returns. */
    private void allow(String rule) throws IOException {
        Path rules = Path.of(value("SHOW hba_file"));
        Files.writeString(rules, rule + "\n" + Files.readString(rules));
        String before = value("SELECT pg_conf_load_time()");
        postgres.execute("SELECT pg_reload_conf()");
        Await.until("the rules are read", () -> !before.equals(value("SELECT pg_conf_load_time()")));
    }

    private static void assertProblem(String key, ConnectionSettings settings, char @Nullable [] password) {
        BackstepException problem = assertThrows(
                BackstepException.class, () -> Database.open(settings, password).close());
        assertEquals(key, problem.key(), () -> Text.of(problem));
    }

    private ConnectionSettings server(String host, int port, String sslMode) {
        return new ConnectionSettings(host, port, postgres.name(), "postgres", sslMode, null, null);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }
}
