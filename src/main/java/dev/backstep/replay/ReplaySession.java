package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.ScriptFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A session on a throwaway database, which sends scripts as a run does: as they are, with the simple protocol. */
final class ReplaySession implements AutoCloseable {

    private final Connection connection;
    private final BaseConnection driver;
    private final String settings;

    ReplaySession(Connection connection, ReplayLimits limits) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(BaseConnection.class);
        this.settings = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; SET statement_timeout = '%dms'"
                .formatted(limits.statement().toMillis());
    }

    /**
     * Runs a whole script: at once where PostgreSQL takes it so, else statement by statement. The session's settings are
     * put back before, as each migration may run in a session of its own.
     *
     * @throws SQLException when the server refuses it; the transaction it was in is rolled back then
     */
    void run(String script) throws SQLException {
        send(settings);
        for (String message : messages(script)) {
            send(message);
        }
    }

    /** Runs a script in a transaction that is rolled back by {@link #rollback}; it must be one that allows that. */
    void runInTransaction(String script) throws SQLException {
        send(settings);
        send("BEGIN");
        send(script);
    }

    /** Whether the script can run in a transaction that somebody else ends. */
    static boolean fitsTransaction(String script) {
        ScriptFacts facts = ScriptFacts.of(script);
        return facts.outsideTransaction().isEmpty()
                && facts.transactionControl().isEmpty();
    }

    private static List<String> messages(String script) {
        ScriptFacts facts = ScriptFacts.of(script);
        if (facts.statements().isEmpty()) {
            return List.of();
        }
        boolean apart =
                !facts.outsideTransaction().isEmpty() && facts.statements().size() > 1;
        return apart
                ? facts.statements().stream()
                        .map(dev.backstep.sql.Statement::text)
                        .toList()
                : List.of(script);
    }

    void send(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    CatalogSnapshot snapshot(CatalogScope scope) throws SQLException {
        return CatalogReader.read(connection, scope);
    }

    boolean inTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    void rollback() throws SQLException {
        if (inTransaction()) {
            send("ROLLBACK");
        }
    }

    /** Asks the server to cancel what the session does now; from any thread. */
    void cancelStatement() throws SQLException {
        driver.cancelQuery();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
