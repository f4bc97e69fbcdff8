package dev.backstep.rollback.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.FileBench;
import dev.backstep.sql.sqlite.SqliteText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback whose process dies leaves the file as it was, or as it should become. */
class FileCrashTest {

    /** With a rollback that takes long enough to be hit. */
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    private FileBench bench;
    private String before = "";
    private String after = "";

    @BeforeEach
    void open() {
        bench = new FileBench(folder);
        bench.migration(1, "baseline", "CREATE TABLE users (uuid TEXT PRIMARY KEY);");
        bench.migration(2, "events", "CREATE TABLE events (id INTEGER PRIMARY KEY, text TEXT);");
        bench.migration(3, "columns", "ALTER TABLE users ADD COLUMN label TEXT; ALTER TABLE events ADD COLUMN b TEXT;");
        bench.repository.commit("Three");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "WAL"})
    void dyingAtAnyNamedMomentLeavesEverythingAsItWas(String mode) throws Exception {
        prepare(mode);
        for (String moment : List.of("locked", "step1", "committing")) {
            Path file = copy(moment);
            assertEquals(9, start(file, moment).waitFor());
            assertEquals(before, state(file), moment);
            assertEquals("ok", FileBench.query(file, "PRAGMA integrity_check"));
        }
        Path file = copy("done");
        assertEquals(0, start(file, "never").waitFor());
        assertEquals(after, state(file));
    }

    @Test
    void beingKilledAtAnyTimeLeavesTheFileBeforeOrAfter() throws Exception {
        Random random = new Random(20_261_121);
        List<String> ends = new ArrayList<>();
        for (String mode : List.of("DELETE", "WAL")) {
            prepare(mode);
            int kills = Integer.getInteger("backstep.crashes", 12) / 2;
            for (int i = 0; i < kills; i++) {
                Path file = copy(mode + i);
                Process process = start(file, "never");
                try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    assertEquals("ready", said.readLine());
                    process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
                    process.destroyForcibly().waitFor();
                }
                String state = state(file);
                assertTrue(state.equals(before) || state.equals(after), state);
                assertEquals("ok", FileBench.query(file, "PRAGMA integrity_check"));
                ends.add(state.equals(before) ? "before" : "after");
            }
        }
        assertTrue(ends.contains("before"), ends.toString());
    }

    private void prepare(String mode) throws IOException {
        Files.deleteIfExists(bench.file);
        bench.apply(mode, 1, 2, 3);
        bench.sql("INSERT INTO users (uuid) VALUES ('u')", """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                INSERT INTO events (id, text, b) SELECT i, 'text of some length ' || i, 'b' FROM n
                """.formatted(ROWS));
        before = SqliteText.normal(bench.state());
        after = SqliteText.normal("CREATE TABLE _migrations (id INTEGER PRIMARY KEY,"
                + " name TEXT NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    }

    private Path copy(String name) throws IOException {
        Path file =
                Files.createDirectories(folder.resolve("runs").resolve(name)).resolve("db.sqlite");
        try (Stream<Path> files = Files.list(bench.file.getParent())) {
            assertEquals(List.of(bench.file), files.toList());
        }
        return Files.copy(bench.file, file);
    }

    private Process start(Path file, String moment) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                "-cp",
                System.getProperty("java.class.path"),
                KilledFileRun.class.getName(),
                bench.repository.root().toString(),
                file.toString(),
                file.resolveSibling("kept").toString(),
                moment);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String state(Path file) {
        return SqliteText.normal(FileBench.state(file));
    }
}
