package dev.backstep.rollback.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.rollback.saved.SaveChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Knex itself; only with {@code -Poracles}, which installs it. */
class KnexOracleTest {

    private static final Path MODULES = Path.of("target/oracles/node_modules").toAbsolutePath();
    private static final String KNEX = "node_modules/.bin/knex";

    @TempDir
    Path folder;

    private ProgramScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new ProgramScene(folder);
        Files.createSymbolicLink(scene.git.root().resolve("node_modules"), MODULES);
        scene.git
                .write(".gitignore", "node_modules\n")
                .write("knexfile.js", "module.exports = { client: 'pg', connection: process.env.DATABASE_URL };\n")
                .write("migrations/20240101_trees.js", """
                        exports.up = knex => knex.schema.createTable('trees', t => { t.increments(); t.text('name'); });
                        exports.down = knex => knex.schema.dropTable('trees');
                        """)
                .write("migrations/20240102_leaves.js", """
                        exports.up = knex => knex.schema.createTable('leaves', t => { t.increments(); })
                            .then(() => knex('trees').insert({ name: 'oak' }));
                        exports.down = knex => knex('trees').where({ name: 'oak' }).del()
                            .then(() => knex.schema.dropTable('leaves'));
                        """)
                .commit("Knex");
        knex("migrate:latest");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void knexGoesBackOnTheCopyAndThenForRealAndUpAgain() throws Exception {
        assertEquals("1", scene.postgres.value("SELECT count(*) FROM trees"));
        String before = scene.postgres.catalog();
        ProgramPlan plan = scene.desk.plan(ToolCommand.of(KNEX + " migrate:down", scene.git.root(), Variable.USUAL));

        ProgramRehearsal rehearsal = scene.rehearse(plan);
        ProgramRehearsal.Ran seen = assertInstanceOf(ProgramRehearsal.Ran.class, rehearsal.outcome());
        assertEquals(ProgramRehearsal.Verdict.GOOD, seen.verdict(), rehearsal.toString());
        assertTrue(
                Objects.requireNonNull(rehearsal.end()).traffic().sent().stream()
                        .anyMatch(each -> each.text().equals("delete from \"trees\" where \"name\" = $1")
                                && each.parameters() == 1
                                && each.answer().equals("DELETE 1")),
                rehearsal.toString());
        assertEquals(before, scene.postgres.catalog());

        ProgramRan ran = scene.desk.run(plan, new SaveChoice.InSchema(), scene.listener(_ -> {}));
        ProgramRan.Ran done = assertInstanceOf(
                ProgramRan.Ran.class, ran.outcome(), ran.outcome().toString());
        assertEquals(ProgramRan.Verdict.AS_REHEARSED, done.verdict(), done.toString());
        assertEquals("0", scene.postgres.value("SELECT count(*) FROM trees"));
        assertEquals("20240101_trees.js", scene.postgres.value("SELECT string_agg(name, ' ') FROM knex_migrations"));
        assertTrue(scene.output.contains("Batch 1 rolled back the following migrations:"), scene.output.toString());

        assertTrue(knex("migrate:latest").contains("Batch 2 run: 1 migrations"));
        assertEquals("1", scene.postgres.value("SELECT count(*) FROM trees"));
    }

    private String knex(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(KNEX, command))
                .directory(scene.git.root().toFile())
                .redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", scene.realUrl());
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
