package dev.backstep.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a SQLite file, live or not, leaves no trace. */
class SqliteFileTest {

    @TempDir
    Path folder;

    @Test
    void aClosedFileIsReadAndNothingIsMadeOrTouchedInEitherMode() throws Exception {
        for (String mode : List.of("DELETE", "WAL")) {
            Path file = folder.resolve(mode + " 100% #1?.db");
            try (Connection connection = open(file)) {
                execute(connection, "PRAGMA journal_mode = " + mode, "CREATE TABLE t (a)", "INSERT INTO t VALUES (7)");
            }
            var before = listing();
            assertEquals(7, read(file));
            assertEquals(before, listing());
        }
    }

    @Test
    void whatALiveApplicationHasInItsLogIsSeenAndItsFilesAreLeftAlone() throws Exception {
        Path file = folder.resolve("live.db");
        try (Connection application = open(file)) {
            execute(application, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)");
            var before = listing();
            assertEquals(1, read(file));
            assertEquals(before, listing());
            execute(application, "UPDATE t SET a = 2");
            assertEquals(2, read(file));
            execute(application, "BEGIN IMMEDIATE", "UPDATE t SET a = 3");
            assertEquals(2, read(file));
            execute(application, "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)");
            assertEquals(3, read(file));
        }
        assertEquals(List.of("live.db"), List.copyOf(listing().keySet()));
    }

    @Test
    void whatACrashedApplicationLeftIsReadWithoutCleaningUpAfterIt() throws Exception {
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        Path file = folder.resolve("app.db");
        try (Connection application = open(file)) {
            execute(application, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "INSERT INTO t VALUES (5)");
            for (String ending : List.of("", "-wal", "-shm")) {
                Files.copy(folder.resolve("app.db" + ending), crashed.resolve("app.db" + ending));
            }
        }
        var before = listing();
        assertEquals(5, read(crashed.resolve("app.db")));
        assertEquals(before, listing());
        Files.delete(crashed.resolve("app.db-shm"));
        assertEquals("sqlite.walAlone", problem(crashed.resolve("app.db")));
        assertFalse(Files.exists(crashed.resolve("app.db-shm")));
    }

    @Test
    void whatCannotBeReadGetsASentenceAndNoNewFile() throws Exception {
        assertEquals("sqlite.missing", problem(folder.resolve("none.db")));
        assertEquals("sqlite.noFile", problem(folder));
        Path text = Files.writeString(folder.resolve("text.db"), "This is no database but a text of some length.");
        assertEquals("sqlite.notSqlite", problem(text));
        Path truncated = Files.writeString(folder.resolve("short.db"), "SQLite format 3\0");
        assertEquals("sqlite.notSqlite", problem(truncated));
        Path empty = Files.createFile(folder.resolve("empty.db"));
        SqliteFile nothing = SqliteFile.open(ConnectionSettings.ofFile(empty.toString()), empty);
        assertEquals(0, nothing.<Integer>read(nothing::userTables));
        assertEquals(0, Files.size(empty));
        assertEquals(
                List.of("empty.db", "short.db", "text.db"),
                List.copyOf(listing().keySet()));
    }

    @Test
    void aWriterThatKeepsReadersOutIsNamedAsSuch() throws Exception {
        Path file = folder.resolve("held.db");
        try (Connection application = open(file)) {
            execute(application, "CREATE TABLE t (a)", "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE");
            assertEquals("sqlite.locked", problem(file));
            execute(application, "ROLLBACK");
        }
    }

    @Test
    void rightsThatAreMissingAreSaid() throws Exception {
        Path file = folder.resolve("mine.db");
        try (Connection connection = open(file)) {
            execute(connection, "CREATE TABLE t (a)");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        boolean root = Files.isReadable(file);
        assertTrue(root || problem(file).equals("sqlite.denied"));
    }

    private static int read(Path file) throws BackstepException {
        SqliteFile database = SqliteFile.open(ConnectionSettings.ofFile(file.toString()), file);
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT a FROM t")) {
                rows.next();
                assertThrows(SQLException.class, () -> execute(connection, "CREATE TABLE other (a)"));
                return rows.getInt(1);
            }
        });
    }

    private static String problem(Path file) {
        return assertThrows(
                        BackstepException.class,
                        () -> SqliteFile.open(ConnectionSettings.ofFile(file.toString()), file))
                .key();
    }

    /** Every file with its time and size. */
    private Map<String, String> listing() throws Exception {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                listing.put(folder.relativize(file).toString(), Files.size(file) + " " + time);
            }
        }
        return listing;
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + Opening.uri(file));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
