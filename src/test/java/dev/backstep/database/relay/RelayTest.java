package dev.backstep.database.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A relay between the JDBC driver and a real server. */
class RelayTest {

    private Postgres postgres;

    @BeforeEach
    void make() {
        postgres = Postgres.freshDatabase();
        postgres.execute("CREATE TABLE tree (id int PRIMARY KEY, name text)");
    }

    @AfterEach
    void drop() {
        postgres.drop();
    }

    @Test
    void everythingIsPassedOnAndNotedWithItsAnswerButNoValue() throws Exception {
        try (Relay relay = Relay.open(postgres.settings(), Gate.OPEN)) {
            try (Connection connection = connect(relay, postgres.name())) {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO tree VALUES (?, ?)")) {
                    for (int i = 0; i < 2; i++) {
                        insert.setInt(1, i);
                        insert.setString(2, "oak " + i);
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
                try (Statement statement = connection.createStatement()) {
                    statement.execute("UPDATE tree SET name = upper(name); DELETE FROM tree WHERE id = 1");
                    assertThrows(SQLException.class, () -> statement.execute("DROP TABLE nothing"));
                    assertEquals(
                            3,
                            connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn(
                                            "COPY tree FROM STDIN",
                                            new ByteArrayInputStream(
                                                    "7\ta\n8\tb\n9\tc\n".getBytes(StandardCharsets.UTF_8))));
                    try (ResultSet rows = statement.executeQuery("SELECT repeat('x', 300000)")) {
                        rows.next();
                        assertEquals(300_000, rows.getString(1).length());
                    }
                }
            }
            assertEquals(
                    List.of(
                            "INSERT INTO tree VALUES ($1, $2) | 2 | INSERT 0 1 | null",
                            "INSERT INTO tree VALUES ($1, $2) | 2 | INSERT 0 1 | null",
                            "UPDATE tree SET name = upper(name) | 0 | UPDATE 2 | null",
                            "DELETE FROM tree WHERE id = 1 | 0 | DELETE 1 | null",
                            "DROP TABLE nothing | 0 |  | 42P01",
                            "COPY tree FROM STDIN | 0 | COPY 3 | null",
                            "SELECT repeat('x', 300000) | 0 | SELECT 1 | null"),
                    relay.recording().sent().stream()
                            .filter(sent -> !sent.text().startsWith("SET "))
                            .map(sent -> sent.text().strip() + " | " + sent.parameters() + " | " + sent.answer() + " | "
                                    + sent.state())
                            .toList());
            assertEquals(1, relay.recording().connections());
            assertEquals(1, relay.recording().backends().size());
            assertFalse(relay.recording().sent().toString().contains("oak"));
        }
        assertEquals("0 OAK 0", postgres.value("SELECT id || ' ' || name FROM tree WHERE id < 7"));
    }

    @Test
    void aSimpleQueryOfSeveralStatementsIsOneTextWithSeveralAnswers() throws Exception {
        try (Relay relay = Relay.open(postgres.settings(), Gate.OPEN)) {
            try (Connection connection = connect(relay, postgres.name(), "simple");
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO tree VALUES (1); INSERT INTO tree VALUES (2); SELECT 1");
            }
            assertTrue(
                    relay.recording().sent().stream()
                            .anyMatch(sent -> sent.answer().equals("INSERT 0 1, INSERT 0 1, SELECT 1")),
                    relay.recording().sent().toString());
        }
    }

    @Test
    void anotherDatabaseIsRefusedAndNamed() throws Exception {
        try (Relay relay = Relay.open(postgres.settings(), Gate.OPEN)) {
            SQLException refused = assertThrows(SQLException.class, () -> connect(relay, "postgres"));
            assertEquals("3D000", refused.getSQLState());
            assertEquals(Set.of("postgres"), relay.recording().refusedDatabases());
            assertEquals(0, relay.recording().connections());
        }
    }

    @Test
    void whatTheGateObjectsToIsNotSent() throws Exception {
        try (Relay relay = Relay.open(postgres.settings(), text -> text.contains("DROP") ? "not that" : null);
                Connection connection = connect(relay, postgres.name());
                Statement statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.execute("DROP TABLE tree"));
            assertEquals(
                    new Recording.Halted("DROP TABLE tree", "not that"),
                    relay.recording().halted());
        }
        assertEquals("tree", postgres.value("SELECT to_regclass('tree')"));
    }

    @Test
    void closingEndsWhoeverIsConnectedAndNothingUncommittedStays() throws Exception {
        Statement statement;
        try (Relay relay = Relay.open(postgres.settings(), Gate.OPEN)) {
            Connection connection = connect(relay, postgres.name());
            connection.setAutoCommit(false);
            statement = connection.createStatement();
            statement.execute("INSERT INTO tree VALUES (1)");
        }
        assertThrows(SQLException.class, () -> statement.execute("SELECT 1"));
        assertEquals("0", postgres.value("SELECT count(*) FROM tree"));
    }

    @Test
    void cancellingAStatementReachesTheServer() throws Exception {
        try (Relay relay = Relay.open(postgres.settings(), Gate.OPEN);
                Connection connection = connect(relay, postgres.name());
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            SQLException ended = assertThrows(SQLException.class, () -> statement.execute("SELECT pg_sleep(60)"));
            assertEquals("57014", ended.getSQLState());
        }
    }

    @Test
    void onlyTheMechanismThatIsBoundToTlsIsTakenOut() {
        assertArrayEquals(
                sasl("SCRAM-SHA-256\0\0"), RelaySession.withoutBinding(sasl("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0")));
        byte[] ok = ByteBuffer.allocate(4).putInt(0).array();
        assertArrayEquals(ok, RelaySession.withoutBinding(ok));
        assertNull(Exchange.text('B', new byte[0]));
    }

    private static byte[] sasl(String mechanisms) {
        byte[] words = mechanisms.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + words.length).putInt(10).put(words).array();
    }

    private static Connection connect(Relay relay, String database) throws SQLException {
        return connect(relay, database, "extended");
    }

    private static Connection connect(Relay relay, String database, String mode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Postgres.USER);
        properties.setProperty("sslmode", "prefer");
        properties.setProperty("preferQueryMode", mode);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + relay.host() + ":" + relay.port() + "/" + database, properties);
    }
}
