package dev.backstep.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.run.RunOutcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One who switched branches gets from what the database has to what the checkout has, in one run or not at all. */
class MoveTest {

    @TempDir
    private Path folder;

    private ToolBench bench;

    /** The database has 1, and alpha's 2 and 3; the checkout is to get its own. */
    @BeforeEach
    void switchBranches() {
        bench = new ToolBench(folder);
        migration(1, "users", "CREATE TABLE users (id int PRIMARY KEY);\n", "DROP TABLE users;\n");
        bench.repository.commit("One").branch("alpha");
        migration(2, "alpha", "ALTER TABLE users ADD alpha text;\n", "ALTER TABLE users DROP COLUMN alpha;\n");
        migration(3, "more", "CREATE TABLE more (id int);\n", "DROP TABLE more;\n");
        bench.repository.commit("Alpha");
        bench.postgres.execute("CREATE TABLE users (id int PRIMARY KEY, alpha text); CREATE TABLE more (id int);"
                + "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (3, false)");
        bench.repository.checkout("main");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void itGoesBackToWhereBothMetAndForthToTheCheckout() throws Exception {
        beta("CREATE TABLE beta (id int);\n");
        Plan plan = bench.planMove();
        assertEquals(
                List.of("undo 3 more", "undo 2 alpha", "apply 4 beta", "apply 5 last"),
                plan.steps().stream().map(step -> PlanText.step(plan, step)).toList());
        assertEquals(
                List.of(
                        "DROP TABLE more;\n",
                        "ALTER TABLE users DROP COLUMN alpha;\n",
                        "CREATE TABLE beta (id int);\n",
                        "CREATE TABLE last (id int);\n"),
                plan.steps().stream().map(Step::text).toList());
        assertTrue(plan.oneTransaction());
        assertEquals(
                new Version("5"),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan)).at());
        assertEquals(new Verdict.InSync(Version.of(5)), bench.timeline().verdict());
        assertEquals("beta last schema_migrations users", tables());
        assertEquals(
                "move.nothing",
                assertThrows(BackstepException.class, bench::planMove).key());
    }

    @Test
    void whatFailsOnTheWayForthLeavesTheDatabaseAsItWas() throws Exception {
        beta("CREATE TABLE beta (id int);\n");
        bench.repository.write("migrations/000005_last.up.sql", "CREATE TABLE users (id int);\n");
        bench.repository.commit("Bad");
        Plan plan = bench.planMove();
        RunOutcome.Stopped stopped = assertInstanceOf(RunOutcome.Stopped.class, bench.run(plan));
        assertEquals(3, stopped.step(), stopped::reason);
        assertTrue(stopped.nothingDone());
        assertEquals(Version.of(3), stopped.at());
        assertEquals("more schema_migrations users", tables());
    }

    @Test
    void whatCannotShareATransactionStopsAtTheAncestor() throws Exception {
        beta("CREATE INDEX CONCURRENTLY i ON users (id);\n");
        Plan back = bench.planMove();
        assertFalse(back.moves());
        assertEquals(Version.of(1), back.target());
        assertEquals(
                Version.of(1),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.run(back)).at());
        Plan forth = bench.planMove();
        assertTrue(forth.forward());
        assertFalse(forth.oneTransaction());
        assertEquals(
                Version.of(5),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.run(forth)).at());
        assertEquals(new Verdict.InSync(Version.of(5)), bench.timeline().verdict());
    }

    @Test
    void theSameNumbersWithOtherContentAreMovedTo() throws Exception {
        migration(2, "beta", "CREATE TABLE beta (id int);\n", "DROP TABLE beta;\n");
        migration(3, "last", "CREATE TABLE last (id int);\n", "DROP TABLE last;\n");
        bench.repository.commit("Beta");
        assertEquals(
                List.of("blocked", "blocked", "free", "free"),
                bench.planMove().steps().stream()
                        .map(step -> step.blocked() ? "blocked" : "free")
                        .toList());
        Plan plan = bench.planMove("alpha", "more");
        assertEquals(
                List.of("undo 3 more", "undo 2 alpha", "apply 2 beta", "apply 3 last"),
                plan.steps().stream().map(step -> PlanText.step(plan, step)).toList());
        assertEquals(
                Version.of(3),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.run(plan)).at());
        assertEquals("beta last schema_migrations users", tables());
        assertEquals(
                "move.nothing",
                assertThrows(BackstepException.class, () -> bench.planMove("beta", "last"))
                        .key());
    }

    @Test
    void contentsThatAreUndoneAlikeAreStillForThePersonToTellApart() throws Exception {
        migration(2, "number", "ALTER TABLE users ADD alpha int;\n", "ALTER TABLE users DROP COLUMN alpha;\n");
        migration(3, "more", "CREATE TABLE more (id int);\n", "DROP TABLE more;\n");
        bench.repository.commit("Another alpha");
        assertEquals(
                List.of(new Version("2")),
                bench.planMove().steps().stream()
                        .filter(Step::blocked)
                        .map(step -> step.migration().version())
                        .toList());
        Plan plan = bench.planMove("alpha");
        assertTrue(plan.runnable());
        assertEquals(
                List.of("undo 3 more", "undo 2 alpha", "apply 2 number", "apply 3 more"),
                plan.steps().stream().map(step -> PlanText.step(plan, step)).toList());
    }

    @Test
    void aMoveIsRehearsedAgainstWhatTheCheckoutMakes() throws Exception {
        beta("CREATE TABLE beta (id int);\n");
        String catalog = bench.postgres.catalog();
        Rehearsal.Reached equal = assertInstanceOf(
                Rehearsal.Reached.class, bench.rehearse(bench.planMove()).outcome());
        assertTrue(equal.equal(), equal::toString);
        assertEquals(catalog, bench.postgres.catalog());

        bench.repository.checkout("alpha");
        bench.repository
                .write("migrations/000003_more.down.sql", "SELECT 1;\n")
                .commit("Forgets")
                .checkout("main");
        Rehearsal.Reached differs = assertInstanceOf(
                Rehearsal.Reached.class, bench.rehearse(bench.planMove()).outcome());
        assertEquals(
                List.of("ADDED more", "ADDED more.id"),
                differs.left().entries().stream()
                        .map(entry -> entry.kind() + " " + entry.id())
                        .sorted()
                        .toList());
    }

    @Test
    void aMoveIsPutBackWhole() throws Exception {
        beta("CREATE TABLE beta (id int);\n");
        String catalog = bench.postgres.catalog();
        bench.run(bench.planMove());
        Plan back = bench.planBack();
        assertEquals(
                List.of("undo 5 last", "undo 4 beta", "apply 2 alpha", "apply 3 more"),
                back.steps().stream().map(step -> PlanText.step(back, step)).toList());
        assertEquals(
                Version.of(3),
                assertInstanceOf(RunOutcome.RolledBack.class, bench.putBack()).at());
        assertEquals(catalog, bench.postgres.catalog());
    }

    private void beta(String up) {
        migration(4, "beta", up, "DROP TABLE IF EXISTS beta;\n");
        migration(5, "last", "CREATE TABLE last (id int);\n", "DROP TABLE last;\n");
        bench.repository.commit("Beta");
    }

    private void migration(int version, String name, String up, String down) {
        String path = "migrations/00000" + version + "_" + name;
        bench.repository.write(path + ".up.sql", up).write(path + ".down.sql", down);
    }

    private @Nullable String tables() {
        return bench.postgres.value("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
    }
}
