package dev.backstep.rollback.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Postgres;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackRunTest {

    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void allStepsAndTheVersionAreCommittedTogether() throws IOException {
        Heard heard = new Heard();
        RunOutcome outcome = scene.run.run(scene.plan("DROP TABLE c;", "DROP TABLE b;"), RunLimits.DEFAULT, heard);
        RunOutcome.RolledBack done = assertInstanceOf(RunOutcome.RolledBack.class, outcome);
        assertEquals(Version.of(1), done.at());
        assertTrue(done.time().isPositive());
        assertEquals("1 false", scene.row());
        assertEquals(
                "a",
                scene.postgres.value("SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('a', 'b', 'c')"));
        assertEquals(
                List.of("locked", "started 0", "finished 0", "started 1", "finished 1", "committing"), heard.events);
        assertEquals(List.of(), scene.journal.unfinished(scene.plan("SELECT 1").database()));
        scene.awaitNothingHeld();
    }

    @Test
    void everythingUndoneIsAnEmptyHistory() {
        RunOutcome outcome = scene.run(scene.plan("DROP TABLE c", "DROP TABLE b", "DROP TABLE a"));
        assertEquals(
                null, assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
        assertEquals(null, scene.row());
        assertEquals(
                "schema_migrations",
                scene.postgres.value("SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'"));
    }

    @Test
    void blankScriptsSendNothingAndCommentsAreSent() {
        RunOutcome outcome = scene.run(scene.plan(" \r\n\t", "-- nothing to undo"));
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE seen AS SELECT current_query() AS text",
                "CREATE TABLE seen AS SELECT current_query() AS text, '?' AS \"?\", '{call f()}' AS x;"
                        + " SELECT $$a;b?$$;;\n",
                "-- {d '2020-01-01'} :x $1 ??\r\nCREATE TABLE seen AS /* ? ; */ SELECT current_query() AS text;\r\n\r\n"
                        + "DO $do$ BEGIN PERFORM 'a;b', '??', ':y'; END $do$; SELECT '[1]'::jsonb ? 'a', E'\\'?;' ;  ",
                "CREATE TABLE seen AS SELECT current_query() AS text, 'ünï ☃ \ud83c\udf4f' AS u;"
                        + "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
            })
    void textsReachTheServerByteForByte(String text) {
        assertInstanceOf(RunOutcome.RolledBack.class, scene.run(scene.plan(text)));
        assertEquals(text, scene.postgres.value("SELECT text FROM seen"));
    }

    @Test
    void aFailedStatementUndoesTheStepsBeforeItAndNamesItsLine() {
        String before = scene.state();
        RunOutcome outcome = scene.run(scene.plan("DROP TABLE c", "DROP TABLE b;\n\nDROP TABEL ö;"));
        assertStopped(
                1,
                "PostgreSQL refused the script at line 3: syntax error at or near \"TABEL\" (SQLSTATE 42601)",
                outcome);
        assertEquals(before, scene.state());
        scene.awaitNothingHeld();
    }

    @Test
    void detailsAndHintsOfPostgresAreKept() {
        String before = scene.state();
        RunOutcome outcome = scene.run(scene.plan("DROP TABLE a"));
        assertStopped(0, """
                PostgreSQL refused the script: cannot drop table a because other objects depend on it
                constraint b_a_fkey on table b depends on table a
                Use DROP ... CASCADE to drop the dependent objects too. (SQLSTATE 2BP01)""", outcome);
        assertEquals(before, scene.state());
    }

    @Test
    void aLockThatAScriptDoesNotGetStopsTheRun() throws Exception {
        String before = scene.state();
        try (var other = scene.postgres.connect("orchard-server")) {
            Scene.execute(other, "BEGIN; SELECT * FROM c");
            assertStopped(
                    1,
                    "PostgreSQL refused the script: canceling statement due to lock timeout (SQLSTATE 55P03)",
                    scene.run(scene.plan("SELECT 1", "DROP TABLE c")));
        }
        assertEquals(before, scene.state());
    }

    @Test
    void deferredConstraintsSpeakBeforeTheCommit() {
        scene.postgres.execute("ALTER TABLE b ALTER CONSTRAINT b_a_fkey DEFERRABLE INITIALLY DEFERRED");
        String before = scene.state();
        Heard heard = new Heard();
        RunOutcome outcome = scene.run.run(scene.plan("DELETE FROM a"), Scene.QUICK, heard);
        assertEquals(0, assertInstanceOf(RunOutcome.Stopped.class, outcome).step());
        assertEquals(List.of("locked", "started 0", "finished 0"), heard.events);
        assertEquals(before + "1", scene.state() + scene.postgres.value("SELECT count(*) FROM a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE schema_migrations SET version = 4",
                "UPDATE schema_migrations SET dirty = true",
                "TRUNCATE schema_migrations",
                "INSERT INTO schema_migrations VALUES (4, false)",
                "DROP TABLE schema_migrations",
            })
    void anyChangeOfTheHistoryStopsTheRunBeforeItsFirstStatement(String change) {
        Plan plan = scene.plan("DROP TABLE c");
        scene.postgres.execute(change);
        String before = scene.postgres.catalog();
        Heard heard = new Heard();
        assertInstanceOf(RunOutcome.Changed.class, scene.run.run(plan, Scene.QUICK, heard));
        assertEquals(List.of(), heard.events);
        assertEquals(before, scene.postgres.catalog());
        scene.awaitNothingHeld();
    }

    @Test
    void aHistoryThatTakesSomethingElseThanWasWrittenIsNotCommitted() {
        scene.postgres.execute("CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.version := 9; RETURN NEW; END';"
                + "CREATE TRIGGER other BEFORE INSERT ON schema_migrations FOR EACH ROW EXECUTE FUNCTION other()");
        String before = scene.state();
        RunOutcome.Stopped stopped =
                assertInstanceOf(RunOutcome.Stopped.class, scene.run(scene.plan("DROP TABLE c", "DROP TABLE b")));
        assertTrue(
                stopped.reason().contains("does not say what was just written to it: 9 instead of 1"),
                stopped.reason());
        assertTrue(stopped.nothingDone());
        assertEquals(before, scene.state());
    }

    /** A policy hides the old row from the deletion but not from reading, so that two rows would be left. */
    @Test
    void aHistoryWhoseOldRowStaysUnderAPolicyIsNotCommitted() {
        Postgres postgres = Postgres.freshDatabase();
        String role = "guarded_" + postgres.name();
        postgres.execute("CREATE ROLE " + role + " LOGIN");
        try (Scene guarded = new Scene(postgres, postgres.settings(role, null), Scene.TABLE, folder)) {
            postgres.execute("CREATE TABLE c (); ALTER TABLE c OWNER TO " + role + ";"
                    + "ALTER TABLE schema_migrations OWNER TO " + role + ";"
                    + "ALTER TABLE schema_migrations ENABLE ROW LEVEL SECURITY;"
                    + "ALTER TABLE schema_migrations FORCE ROW LEVEL SECURITY;"
                    + "CREATE POLICY see ON schema_migrations FOR SELECT USING (true);"
                    + "CREATE POLICY add ON schema_migrations FOR INSERT WITH CHECK (true)");
            String before = guarded.state();
            RunOutcome.Stopped stopped =
                    assertInstanceOf(RunOutcome.Stopped.class, guarded.run(guarded.plan("DROP TABLE c")));
            assertTrue(stopped.reason().contains("says no clear version after 2 was written to it"), stopped.reason());
            assertEquals(before, guarded.state());
        }
    }

    @Test
    void whatChangedIsSaid() {
        Plan plan = scene.plan("DROP TABLE c");
        scene.postgres.execute("UPDATE schema_migrations SET version = 4, dirty = true");
        assertEquals(
                new RunOutcome.Changed(List.of(
                        "The version changed from 3 to 4.",
                        "The history is marked dirty now: a migration began and did not end.")),
                scene.run(plan));
    }

    @Test
    void anotherDatabaseOfTheSameNameIsNotTheSame() {
        Plan plan = scene.plan("DROP TABLE c");
        String name = scene.postgres.name();
        scene.close();
        try (Scene recreated = new Scene(Postgres.freshDatabase(name), Scene.TABLE, folder)) {
            recreated.postgres.execute("CREATE TABLE c ()");
            RunOutcome.Changed changed = assertInstanceOf(RunOutcome.Changed.class, recreated.run(plan));
            assertEquals(
                    List.of("It is another database: the plan was made for " + name + " on localhost:" + Postgres.port()
                            + ", this is " + name + " on localhost:" + Postgres.port()
                            + ", or a newer one with the same name."),
                    changed.changes());
            assertEquals("c", recreated.postgres.value("SELECT to_regclass('c')"));
        }
    }

    @Test
    void aDirtyHistoryIsRefused() {
        scene.postgres.execute("UPDATE schema_migrations SET dirty = true");
        assertRefused("The history is marked dirty", scene.plan("DROP TABLE c"));
        assertEquals("3 true", scene.row());
    }

    @Test
    void plansThatCannotRunAreRefused() {
        assertRefused(
                "The plan has steps that cannot run",
                scene.plan(List.of(Scene.step(3, List.of("DROP TABLE c"), List.of(new Finding.MissingDown())))));
        assertRefused(
                "The steps of the plan do not lead",
                scene.plan(List.of(Scene.step(2, List.of("DROP TABLE b"), List.of()))));
        assertRefused("A script has a zero character", scene.plan("SELECT 1;\0DROP TABLE c"));
        Plan plan = scene.plan("DROP TABLE c");
        assertRefused(
                "The plan is not the one that was shown",
                new Plan(
                        plan.purpose(),
                        plan.database(),
                        plan.history(),
                        plan.target(),
                        scene.plan("DROP TABLE b").steps(),
                        plan.fingerprint()));
        assertRefused(
                "The plan is not the one that was shown",
                new Plan(
                        plan.purpose(),
                        plan.database(),
                        plan.history(),
                        plan.target(),
                        plan.steps(),
                        new Fingerprint("00")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = ''",
                "SELECT set_config('search_path', 'pg_catalog', false)",
                "SET ROLE pg_monitor",
                "SET SESSION AUTHORIZATION pg_monitor",
                "SET LOCAL lock_timeout = '1ms'; SET statement_timeout = '1ms'",
                "SELECT pg_advisory_unlock_all()",
                "SET standard_conforming_strings = off; SET backslash_quote = off",
                "SET client_encoding = 'LATIN1'",
                "SET DateStyle = 'ISO, DMY'; SET TimeZone = 'Asia/Tokyo'",
                "SAVEPOINT s; DROP TABLE a CASCADE; ROLLBACK TO s; SAVEPOINT t",
                "SET session_replication_role = replica; DISCARD TEMP; DISCARD PLANS; UNLISTEN *; DEALLOCATE ALL",
                "CREATE TEMP TABLE schema_migrations (version bigint, dirty boolean)",
            })
    void whatAScriptSetsDoesNotReachTheVersionTheLocksOrTheNextScript(String script) {
        Heard heard = new Heard().when("started 1", () -> assertEquals(0, scene.freeKeys()));
        RunOutcome outcome = scene.run.run(
                scene.plan(
                        script,
                        "CREATE TABLE seen AS SELECT current_setting('search_path') || current_user"
                                + " || current_setting('lock_timeout') AS text"),
                Scene.QUICK,
                heard);
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, outcome, outcome::toString)
                        .at());
        assertEquals("\"$user\", publicpostgres500ms", scene.postgres.value("SELECT text FROM public.seen"));
        assertEquals("1 false", scene.row());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE c; COMMIT",
                "DROP TABLE c; COMMIT; BEGIN",
                "DROP TABLE c; COMMIT AND CHAIN",
                "DROP TABLE c; END; START TRANSACTION; SELECT txid_current()",
                "DROP TABLE c; COMMIT AND CHAIN; ALTER TABLE schema_migrations RENAME TO elsewhere",
            })
    void aScriptThatEndsTheTransactionIsFoundOutAndSaid(String script) {
        RunOutcome outcome = scene.run(scene.plan("SELECT 1", script, "DROP TABLE a"));
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, outcome);
        assertEquals(
                "The script of 2 ended the transaction itself. What ran up to there may be committed; nothing"
                        + " more was run. Compare the schema with the version before going on.",
                stopped.reason());
        assertEquals(
                new RunOutcome.Stopped(1, stopped.reason(), false, 1, Version.of(2), 0, RunOutcome.Trace.NOT_KNOWN),
                stopped);
        assertEquals("2 false", scene.row());
        assertEquals("a", scene.postgres.value("SELECT to_regclass('a')"));
        scene.awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK", "ROLLBACK; BEGIN", "ABORT AND CHAIN"})
    void aScriptThatRollsBackIsFoundOut(String script) {
        String before = scene.state();
        RunOutcome.Stopped stopped = assertInstanceOf(
                RunOutcome.Stopped.class, scene.run(scene.plan("DROP TABLE c", script, "DROP TABLE a")));
        assertEquals(new RunOutcome.Stopped(1, stopped.reason(), false, 0, Version.of(3), 0), stopped);
        assertEquals(before, scene.state());
    }

    @Test
    void aProcedureCannotEndTheTransaction() {
        String before = scene.state();
        RunOutcome outcome = scene.run(scene.plan("DO $$ BEGIN DROP TABLE c; COMMIT; END $$"));
        assertStopped(0, "PostgreSQL refused the script: invalid transaction termination (SQLSTATE 2D000)", outcome);
        assertEquals(before, scene.state());
    }

    @Test
    void aReadOnlyServerIsLeftAlone() {
        scene.postgres.execute(
                "ALTER DATABASE " + Postgres.quote(scene.postgres.name()) + " SET default_transaction_read_only = on");
        Plan plan = scene.plan("DROP TABLE c");
        assertStopped(
                0,
                "PostgreSQL refused the script: cannot execute DROP TABLE in a read-only transaction (SQLSTATE 25006)",
                scene.run(plan));
    }

    @Test
    void scriptsRunOnTheSearchPathOfTheConnection() {
        Postgres postgres = Postgres.freshDatabase();
        postgres.execute("CREATE SCHEMA app; CREATE TABLE app.t (); CREATE TABLE public.t ()");
        HistoryTable table = new HistoryTable("golang-migrate", "app", "schema_migrations");
        try (Scene app = new Scene(postgres, postgres.settings(Postgres.USER, "app"), table, folder)) {
            assertInstanceOf(RunOutcome.RolledBack.class, app.run(app.plan("DROP TABLE t")));
            assertEquals("2 false", app.row());
            assertEquals(
                    "public.t",
                    postgres.value("SELECT relnamespace::regnamespace || '.' || relname FROM pg_class"
                            + " WHERE relname = 't'"));
        }
    }

    @Test
    void hostileNamesAreOnlyNames() {
        Postgres postgres = Postgres.freshDatabase(
                "X\"; drop 'Ünï ☃ " + scene.postgres.name().substring(0, 20));
        HistoryTable table = new HistoryTable("golang-migrate", "S\"; DROP", "T'able \"☃\" $$");
        try (Scene hostile = new Scene(postgres, table, folder)) {
            RunOutcome outcome = hostile.run(hostile.plan("SELECT 1"));
            assertEquals(
                    Version.of(2),
                    assertInstanceOf(RunOutcome.RolledBack.class, outcome).at());
            assertEquals("2 false", hostile.row());
        }
    }

    @Test
    void withoutAJournalNothingIsRun() throws IOException {
        String before = scene.state();
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Scene other = new Scene(Postgres.freshDatabase(), Scene.TABLE, file.resolve("journal"))) {
            RunOutcome.Stopped stopped =
                    assertInstanceOf(RunOutcome.Stopped.class, other.run(other.plan("CREATE TABLE x ()")));
            assertEquals(-1, stopped.step());
            assertTrue(stopped.reason().startsWith("The record of the run could not be written"), stopped.reason());
            assertEquals(null, other.postgres.value("SELECT to_regclass('x')"));
        }
        assertEquals(before, scene.state());
    }

    private void assertRefused(String start, Plan plan) {
        String before = scene.state();
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, scene.run(plan));
        assertEquals(-1, stopped.step());
        assertTrue(stopped.reason().startsWith(start), stopped.reason());
        assertEquals(before, scene.state());
    }

    private static void assertStopped(int step, String reason, RunOutcome outcome) {
        assertEquals(new RunOutcome.Stopped(step, reason, false, 0, Version.of(3), 0), outcome);
    }
}
