package dev.backstep.replay.sqlite;

import dev.backstep.sql.Statement;
import dev.backstep.sql.sqlite.SqliteText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * A database in memory for texts that nobody has looked at: nothing in them reaches a file, and none runs for long. What would
 * attach or write another file (ATTACH, VACUUM, some PRAGMAs) is not run, and could not.
 */
final class Memory implements AutoCloseable {

    private static final Set<String> HARMLESS = Set.of(
            "CREATE", "ALTER", "DROP", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "SELECT", "REINDEX", "ANALYZE");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Of SQLite's virtual machine, between two looks at the clock. */
    private static final int INSTRUCTIONS = 100_000;

    /** Of 4096 bytes: 256 MB. */
    private static final int PAGES = 65_536;

    private final Connection connection;

    private Memory(Connection connection) {
        this.connection = connection;
    }

    static Memory open() throws SQLException {
        Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
        Memory memory = new Memory(connection);
        memory.execute("PRAGMA max_page_count = " + PAGES);
        connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        ProgressHandler.setHandler(connection, INSTRUCTIONS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() > deadline ? 1 : 0;
            }
        });
        return memory;
    }

    Connection connection() {
        return connection;
    }

    /** Runs one statement, if it is one that a migration is made of. */
    void run(Statement statement) throws SQLException {
        String verb = SqliteText.verb(statement);
        if (!HARMLESS.contains(verb)) {
            throw new SQLException(verb + " is not replayed");
        }
        execute(statement.text());
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
