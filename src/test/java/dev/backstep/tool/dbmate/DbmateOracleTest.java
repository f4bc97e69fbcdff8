package dev.backstep.tool.dbmate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.ToolBench;
import dev.backstep.rollback.run.RunOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside dbmate itself; only with {@code -Poracles}, which installs it. */
class DbmateOracleTest {

    private static final Path DBMATE =
            Path.of("target/oracles/node_modules/.bin/dbmate").toAbsolutePath();

    @TempDir
    Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder);
        migration("20240101", "users");
        migration("20240102", "posts");
        bench.repository.commit("Two");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void afterARollbackDbmateReportsWhatIsLeftAndMigratesAgain() throws Exception {
        assertTrue(dbmate("migrate").contains("Applied: 20240102_posts.sql"));
        String before = bench.postgres.catalog();
        assertEquals(
                List.of("20240102 posts BOTH FOUND", "20240101 users BOTH FOUND"), ToolBench.rows(bench.timeline()));

        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("20240101"));
        assertEquals("[X] 20240101_users.sql\n[ ] 20240102_posts.sql\n\nApplied: 1\nPending: 1\n", dbmate("status"));

        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack(null));
        assertTrue(dbmate("migrate").contains("Applied: 20240102_posts.sql"));
        assertEquals(before, bench.postgres.catalog());
    }

    /** The trap: dbmate itself would undo the last file that is applied, and leave what another branch applied. */
    @Test
    void whereDbmateUndoesTheWrongMigrationBackstepDoesNot() throws Exception {
        bench.repository.branch("next");
        migration("20240103", "likes");
        bench.repository.commit("Likes");
        dbmate("migrate");
        bench.repository.checkout("main");

        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("20240102"));
        assertEquals(null, bench.postgres.value("SELECT to_regclass('likes')"));
        assertEquals("posts", bench.postgres.value("SELECT to_regclass('posts')"));

        bench.repository.checkout("next");
        dbmate("migrate");
        bench.repository.checkout("main");
        assertTrue(dbmate("rollback").contains("Rolled back: 20240102_posts.sql"));
        assertEquals("likes", bench.postgres.value("SELECT to_regclass('likes')"));
    }

    @Test
    void whatAsksForNoTransactionIsAppliedByDbmateAndUndoneByBackstep() throws Exception {
        bench.repository.write("db/migrations/20240103_index.sql", """
                -- migrate:up transaction:false
                CREATE INDEX CONCURRENTLY i ON users (id);
                -- migrate:down transaction:false
                DROP INDEX CONCURRENTLY i;
                """);
        dbmate("migrate");
        assertInstanceOf(RunOutcome.RolledBack.class, bench.rollBack("20240102"));
        assertTrue(dbmate("migrate").contains("Applied: 20240103_index.sql"));
    }

    @Test
    void severalBlocksInOneFileAreMoreThanDbmateCanApply() throws Exception {
        bench.repository.write("db/migrations/20240103_twice.sql", """
                -- migrate:up
                CREATE TABLE a ();
                -- migrate:down
                DROP TABLE a;
                -- migrate:up
                CREATE TABLE b ();
                -- migrate:down
                DROP TABLE b;
                """);
        assertTrue(dbmate("migrate").contains("duplicate key"));
    }

    private String dbmate(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(DBMATE.toString(), "--no-dump-schema", "--url"));
        line.add("postgres://postgres@localhost:" + Postgres.port() + "/" + bench.postgres.name() + "?sslmode=disable");
        line.add(command);
        Process process = new ProcessBuilder(line)
                .directory(bench.repository.root().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private void migration(String version, String name) {
        bench.repository.write(
                "db/migrations/" + version + "_" + name + ".sql",
                "-- migrate:up\nCREATE TABLE %1$s (id int);\n-- migrate:down\nDROP TABLE %1$s;\n".formatted(name));
    }
}
