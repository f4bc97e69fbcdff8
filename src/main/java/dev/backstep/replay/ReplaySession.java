package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.sql.ScriptFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;

/** A session on a throwaway database, which sends scripts as a run does: as they are, with the simple protocol. */
final class ReplaySession implements Guard.Script, AutoCloseable {

    private static final String SETTINGS = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL";
    private static final int ANSWER_SECONDS = 5;

    private final Connection connection;
    private final BaseConnection driver;
    private volatile @Nullable Statement running;

    ReplaySession(Connection connection) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(BaseConnection.class);
    }

    /**
     * Runs a whole script: at once where PostgreSQL takes it so, else statement by statement. The session's settings are
     * put back before, as each migration may run in a session of its own.
     *
     * @throws SQLException when the server refuses it; the transaction it was in is rolled back then
     */
    void run(String script) throws SQLException {
        send(SETTINGS);
        for (String message : messages(script)) {
            send(message);
        }
    }

    /** Runs a script in a transaction that is rolled back by {@link #rollback}; it must be one that allows that. */
    void runInTransaction(String script) throws SQLException {
        send(SETTINGS);
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

    /** Rows that come back are thrown away as they come: a script can send more than fits into memory. */
    void send(String text) throws SQLException {
        try (BaseStatement statement = connection.createStatement().unwrap(BaseStatement.class)) {
            statement.setEscapeProcessing(false);
            running = statement;
            statement.executeWithFlags(text, QueryExecutor.QUERY_NO_RESULTS);
        } finally {
            running = null;
        }
    }

    /** Lets go of what the script has raised so far, which the driver keeps; from any thread. */
    @Override
    public void forgetNotices() throws SQLException {
        Statement now = running;
        if (now != null && !now.isClosed()) {
            now.clearWarnings();
        }
    }

    CatalogSnapshot snapshot(CatalogScope scope) throws SQLException {
        return CatalogReader.read(connection, scope);
    }

    /** Whether the server still answers; not after the session was ended from outside. */
    boolean alive() throws SQLException {
        return connection.isValid(ANSWER_SECONDS);
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
    @Override
    public void cancelStatement() throws SQLException {
        driver.cancelQuery();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
