package dev.backstep.rollback.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Plans;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported script does to a real database what the plan says, or nothing. */
class PlanSqlTest {

    private static final Instant MADE = Instant.parse("2026-11-21T10:00:00Z");
    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "odd \"schema\"\n; --", "history'\\");

    private final Postgres database = Postgres.freshDatabase("it's \"x\"\n\\! ; -- " + System.nanoTime());

    @TempDir
    private Path folder;

    @BeforeEach
    void migrated() {
        database.execute("CREATE SCHEMA " + Postgres.quote(TABLE.schema()));
        database.execute(
                "CREATE TABLE " + history() + " (version bigint not null primary key, dirty boolean not null)");
        database.execute("INSERT INTO " + history() + " VALUES (3, false)");
        database.execute("CREATE TABLE a (x int, note text); CREATE TABLE b (x int); CREATE INDEX i ON a (x)");
    }

    @Test
    void undoesAllStepsAndSetsTheVersionInOneTransaction() throws Exception {
        Plan plan = plan(Version.of(3), step(3, "ALTER TABLE a DROP COLUMN note"), step(2, "DROP TABLE b; -- gone"));
        assertEquals("", run(plan));
        assertEquals("1 false", version());
        assertEquals("x", columnsOfA());
    }

    @Test
    void nothingAppliedIsAnEmptyTable() throws Exception {
        Step last = new Step(
                Plans.migration(1, "first", "DROP TABLE b"),
                "DROP TABLE b",
                Plans.ALPHA,
                null,
                List.of("DROP TABLE b"),
                List.of(),
                List.of());
        assertEquals("", run(plan(Version.of(3), step(3, "DROP INDEX i;\n"), step(2, "\n"), last)));
        assertEquals("", version());
    }

    @Test
    void aFailingStepLeavesEverythingAsItWas() throws Exception {
        String error = run(plan(Version.of(3), step(3, "DROP TABLE b;"), step(2, "DROP TABLE missing;")));
        assertTrue(error.contains("\"missing\" does not exist"), error);
        assertEquals("3 false", version());
        assertEquals("0", database.value("SELECT count(*) FROM b"));
    }

    @Test
    void stopsWhenTheHistoryIsNotWhatThePlanExpects() throws Exception {
        String script = PlanSql.of(plan(Version.of(3), step(3, "DROP TABLE b;")), Impact.UNREAD, MADE);
        database.execute("UPDATE " + history() + " SET version = 4");
        String error = Psql.run(database, script, folder);
        assertTrue(error.contains("expects the history table to hold \"3 false\""), error);
        assertTrue(error.contains("it holds 4 false"), error);
        assertEquals("0", database.value("SELECT count(*) FROM b"));
    }

    @Test
    void stopsWhenTheHistoryIsDirty() throws Exception {
        String script = PlanSql.of(plan(Version.of(3), step(3, "DROP TABLE b;")), Impact.UNREAD, MADE);
        database.execute("UPDATE " + history() + " SET dirty = true");
        assertTrue(Psql.run(database, script, folder).contains("it holds 3 true"));
    }

    @Test
    void stopsOnAnotherDatabase() throws Exception {
        Postgres other = Postgres.freshDatabase();
        other.execute("CREATE SCHEMA " + Postgres.quote(TABLE.schema()));
        other.execute("CREATE TABLE " + history() + " (version bigint, dirty boolean)");
        String error =
                Psql.run(other, PlanSql.of(plan(Version.of(3), step(3, "SELECT 1;")), Impact.UNREAD, MADE), folder);
        assertTrue(error.contains("this one is " + other.name()), error);
    }

    @Test
    void whatCannotShareATransactionGoesStepByStep() throws Exception {
        Step outside = step(
                3, "DROP INDEX CONCURRENTLY i;", new Finding.OutsideTransaction(List.of("DROP INDEX CONCURRENTLY i")));
        String error = run(plan(Version.of(3), outside, step(2, "DROP TABLE missing")));
        assertTrue(error.contains("\"missing\" does not exist"), error);
        assertEquals("2 false", version());
        assertEquals("0", database.value("SELECT count(*) FROM pg_indexes WHERE indexname = 'i'"));
    }

    @Test
    void aScriptWithItsOwnTransactionIsSentWhole() throws Exception {
        Step own = step(
                3,
                "BEGIN; ALTER TABLE a DROP COLUMN note; COMMIT;",
                new Finding.TransactionControl(List.of("BEGIN", "COMMIT")));
        assertEquals("", run(plan(Version.of(3), own, step(2, "DROP TABLE b"))));
        assertEquals("1 false", version());
        assertEquals("x", columnsOfA());
    }

    @Test
    void textThatPsqlWouldTakeForItsOwnGoesToTheServerByteForByte() throws Exception {
        String text = "INSERT INTO a (x, note) VALUES (1, E'\\\\! echo $step_1 :DBNAME'), (2, $step_1$:x$step_1$)\r\n";
        assertEquals("", run(plan(Version.of(3), step(3, text))));
        assertEquals("\\! echo $step_1 :DBNAME", database.value("SELECT note FROM a WHERE x = 1"));
        assertEquals(":x", database.value("SELECT note FROM a WHERE x = 2"));
    }

    @Test
    void aPsqlCommandInAScriptIsNotRun() throws Exception {
        Path proof = folder.resolve("proof");
        String error = run(plan(Version.of(3), step(3, "\\! touch " + proof + "\n")));
        assertTrue(error.contains("syntax error"), error);
        assertFalse(proof.toFile().exists());
        assertEquals("3 false", version());
    }

    @Test
    void anOpenQuoteDoesNotSwallowTheNextStep() throws Exception {
        String error = run(plan(Version.of(3), step(3, "SELECT '"), step(2, "'; DROP TABLE b;")));
        assertTrue(error.contains("unterminated quoted string"), error);
        assertEquals("3 false", version());
    }

    @Test
    void hostileNamesStayInTheirCommentsAndQuotes() throws Exception {
        String name = "x\n; DROP TABLE a; --\r\n\\! exit 7\u2028*/ $guard$ '";
        Step step = new Step(
                Plans.migration(3, name, "SELECT 1"),
                "SELECT 1",
                Plans.branch(name, "0123456789"),
                Version.of(2),
                List.of("SELECT 1"),
                List.of(),
                List.of());
        assertEquals("", run(plan(Version.of(3), step)));
        assertEquals("2 false", version());
        assertEquals("note, x", columnsOfA());
    }

    @Test
    void eachTextStandsByteForByteBetweenItsMarkersAlsoWhenTwoAreAlike() throws Exception {
        String text = "SELECT 'ä\t€';\r\n-- no line break at the end";
        String script = PlanSql.of(plan(Version.of(3), step(3, text), step(2, text)), Impact.UNREAD, MADE);
        assertEquals(2, script.split(Pattern.quote("\n" + text + "\n-- <<< step"), -1).length - 1);
    }

    @Test
    void aBlockedPlanHasNoScript() {
        Plan blocked = plan(Version.of(3), Plans.stepWithout(3, "lost", new Finding.MissingDown()));
        assertEquals(
                "export.blocked",
                assertThrows(BackstepException.class, () -> PlanSql.of(blocked, Impact.UNREAD, MADE))
                        .key());
    }

    private String run(Plan plan) throws Exception {
        return Psql.run(database, PlanSql.of(plan, Impact.UNREAD, MADE), folder);
    }

    private Plan plan(@Nullable Version current, Step... steps) {
        DatabaseIdentity identity = new DatabaseIdentity("localhost:" + Postgres.port(), database.name(), 1, "");
        History history = new History(TABLE, current, false, List.of());
        return Plan.of(identity, history, steps[steps.length - 1].leavesAt(), List.of(steps));
    }

    private static Step step(long version, String text, Finding... findings) {
        return Plans.step(version, "step_" + version, text, findings);
    }

    private static String history() {
        return Postgres.quote(TABLE.schema()) + "." + Postgres.quote(TABLE.name());
    }

    private @Nullable String version() {
        return database.value("SELECT coalesce(string_agg(version || ' ' || dirty, ','), '') FROM " + history());
    }

    private @Nullable String columnsOfA() {
        return database.value("SELECT string_agg(column_name, ', ' ORDER BY column_name) FROM"
                + " information_schema.columns WHERE table_name = 'a'");
    }
}
