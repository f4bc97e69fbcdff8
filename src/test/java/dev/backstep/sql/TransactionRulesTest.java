package dev.backstep.sql;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is asked whether it refuses each statement inside a transaction block. */
class TransactionRulesTest {

    private static final String ACTIVE_SQL_TRANSACTION = "25001";
    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a int, b int); CREATE INDEX t_a ON t (a)");
            statement.execute("CREATE TABLE p (a int) PARTITION BY LIST (a)");
            statement.execute("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
            statement.execute("CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE UNIQUE INDEX m_a ON m (a)");
            statement.execute("CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION x WITH (connect = false)");
            statement.execute("CREATE SUBSCRIPTION on1 CONNECTION 'host=nowhere' PUBLICATION x WITH (connect = false)");
            statement.execute("ALTER SUBSCRIPTION on1 ENABLE");
            statement.execute("CREATE TYPE mood AS ENUM ('ok')");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON t (b)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_u ON t (b)",
                "DROP INDEX CONCURRENTLY IF EXISTS t_a",
                "REINDEX INDEX CONCURRENTLY t_a",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
                "REINDEX SCHEMA public",
                "REINDEX (VERBOSE) DATABASE postgres",
                "REINDEX SYSTEM postgres",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
                "ALTER TABLE IF EXISTS ONLY public.p DETACH PARTITION public.p1 CONCURRENTLY",
                "VACUUM",
                "VACUUM (ANALYZE) t",
                "CREATE DATABASE x",
                "DROP DATABASE IF EXISTS x",
                "ALTER DATABASE template1 SET TABLESPACE pg_default",
                "CREATE TABLESPACE x LOCATION '/nowhere'",
                "DROP TABLESPACE IF EXISTS x",
                "ALTER SYSTEM SET work_mem = '8MB'",
                "CREATE SUBSCRIPTION x CONNECTION 'host=nowhere' PUBLICATION p",
                "DROP SUBSCRIPTION s",
                "ALTER SUBSCRIPTION on1 REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION on1 SET PUBLICATION y",
                "ALTER SUBSCRIPTION on1 ADD PUBLICATION y",
                "ALTER SUBSCRIPTION s SET (failover = true)",
                "DISCARD ALL",
                "CLUSTER",
                "CLUSTER VERBOSE",
                "CLUSTER (VERBOSE)",
                "DO $$ BEGIN IF true THEN COMMIT; END IF; END $$",
                "DO LANGUAGE plpgsql 'BEGIN ROLLBACK; END'"
            })
    void whatTheServerRefusesIsReported(String sql) throws SQLException {
        assertEquals(List.of(sql), ScriptFacts.of(sql).outsideTransaction());
        String state = insideTransaction(sql);
        assertEquals(sql.startsWith("DO") ? INVALID_TRANSACTION_TERMINATION : ACTIVE_SQL_TRANSACTION, state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON t (b)",
                "DROP INDEX t_a",
                "REINDEX TABLE t",
                "REINDEX (CONCURRENTLY false) INDEX t_a",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "ALTER TABLE p DETACH PARTITION p1",
                "ALTER TABLE t RENAME a TO \"CONCURRENTLY\"",
                "ALTER TABLE t ADD COLUMN c text DEFAULT 'DETACH CONCURRENTLY'",
                "ALTER TYPE mood ADD VALUE 'great'",
                "ANALYZE t",
                "CREATE SUBSCRIPTION x CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)",
                "CREATE SUBSCRIPTION x CONNECTION 'host=nowhere' PUBLICATION p"
                        + " WITH (create_slot = false, enabled = false, connect = false)",
                "ALTER SUBSCRIPTION s SET PUBLICATION y WITH (refresh = false)",
                "ALTER SUBSCRIPTION s DISABLE",
                "ALTER DATABASE template1 SET work_mem = '8MB'",
                "ALTER DATABASE template1 REFRESH COLLATION VERSION",
                "DISCARD PLANS",
                "CLUSTER t USING t_a",
                "CLUSTER (VERBOSE) t USING t_a",
                "LOCK TABLE t",
                "CHECKPOINT",
                "DO $$ BEGIN PERFORM 'x; COMMIT;'; /* COMMIT; */ END $$"
            })
    void whatTheServerAllowsIsNotReported(String sql) throws SQLException {
        assertEquals(List.of(), ScriptFacts.of(sql).outsideTransaction());
        assertEquals("", insideTransaction(sql));
    }

    @Test
    void preparedTransactionsEndOutside() throws SQLException {
        assertAll(
                () -> assertEquals(ACTIVE_SQL_TRANSACTION, insideTransaction("COMMIT PREPARED 'x'")),
                () -> assertEquals(ACTIVE_SQL_TRANSACTION, insideTransaction("ROLLBACK PREPARED 'x'")));
    }

    @Test
    void theKeyWordsAreTheServers() throws SQLException {
        Set<String> words = new TreeSet<>();
        try (Connection connection = connect();
                var rows = connection.createStatement().executeQuery("SELECT word FROM pg_get_keywords()")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        assertEquals(words, new TreeSet<>(Keywords.all()));
    }

    /** The SQL state with which the statement fails inside a transaction; empty when it runs. */
    private static String insideTransaction(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            try {
                statement.execute(sql);
                return "";
            } catch (SQLException e) {
                return e.getSQLState();
            } finally {
                connection.rollback();
            }
        }
    }

    private static Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }
}
