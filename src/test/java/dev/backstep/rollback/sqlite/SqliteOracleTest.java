package dev.backstep.rollback.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.backstep.fixture.FileBench;
import dev.backstep.fixture.NoProgress;
import dev.backstep.fixture.ToolBench;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.sql.sqlite.SqliteText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the {@code sqlite3} program itself, which src/test/oracles/install brings. */
class SqliteOracleTest {

    private static final String BASE = "CREATE TABLE users (uuid TEXT PRIMARY KEY, name TEXT);\n";
    private static final String MORE = """
            ALTER TABLE users ADD COLUMN label TEXT NOT NULL DEFAULT '(a, b)';
            CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT REFERENCES users(uuid)) STRICT;
            CREATE INDEX by_label ON users (label) WHERE label <> '';
            CREATE VIEW labels AS SELECT label FROM users;
            """;

    @TempDir
    Path folder;

    private FileBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new FileBench(folder);
        bench.migration(1, "base", BASE).migration(2, "more", MORE);
        bench.repository.commit("Two");
        sqlite3("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS _migrations (id INTEGER PRIMARY KEY,"
                + " name TEXT NOT NULL, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);"
                + BASE + "INSERT INTO _migrations (id, name) VALUES (1, 'base');");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void afterARollbackTheProgramFindsTheEarlierSchemaAndAppliesTheUpsAgain() throws Exception {
        String base = schema();
        migrate();
        String full = schema();
        assertEquals(List.of("2 more BOTH FOUND", "1 base BOTH FOUND"), ToolBench.rows(bench.timeline()));
        assertInstanceOf(RunOutcome.RolledBack.class, rollBack());
        assertEquals("ok", sqlite3("PRAGMA integrity_check;"));
        assertEquals(base, schema());
        assertEquals("1", sqlite3("SELECT group_concat(id) FROM _migrations;"));
        migrate();
        assertEquals(full, schema());
        assertInstanceOf(RunOutcome.RolledBack.class, rollBack());
        assertEquals(base, schema());
    }

    @Test
    void whileAnotherProcessWritesItIsReadAndNotRolledBack() throws Exception {
        migrate();
        Process program = new ProcessBuilder("sqlite3", bench.file.toString())
                .redirectErrorStream(true)
                .start();
        try (Writer in = program.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            in.write("BEGIN IMMEDIATE; INSERT INTO users (uuid) VALUES ('new'); SELECT 'begun';\n");
            in.flush();
            assertEquals("begun", out.readLine());
            assertEquals(List.of("2 more BOTH FOUND", "1 base BOTH FOUND"), ToolBench.rows(bench.timeline()));
            RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, rollBack());
            assertEquals(0, stopped.done());
            in.write("COMMIT; SELECT count(*) FROM users;\n");
            in.flush();
            assertEquals("1", out.readLine());
            assertInstanceOf(RunOutcome.RolledBack.class, rollBack());
            in.write("SELECT group_concat(id) FROM _migrations;\n.quit\n");
            in.flush();
            assertEquals("1", out.readLine());
        } finally {
            program.destroy();
        }
        assertEquals("ok", sqlite3("PRAGMA integrity_check;"));
    }

    private RunOutcome rollBack() throws Exception {
        Plan plan = bench.plan(1);
        return bench.desk()
                .run(plan, new SaveChoice.Nothing(), RunLimits.DEFAULT, new NoProgress())
                .outcome();
    }

    private void migrate() throws Exception {
        sqlite3("BEGIN;" + MORE + "INSERT INTO _migrations (id, name) VALUES (2, 'more'); COMMIT;");
    }

    private String schema() throws Exception {
        return SqliteText.normal(sqlite3(".schema --nosys"));
    }

    private String sqlite3(String input) throws Exception {
        Process program;
        try {
            program = new ProcessBuilder("sqlite3", "-bail", bench.file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("the program sqlite3 is needed for this: apt install sqlite3", e);
        }
        try (Writer in = program.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input + "\n");
        }
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, program.waitFor(), said);
        return said;
    }
}
