package dev.backstep.rollback.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.ToolBench;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.saved.SaveChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last resort: after it the migration tool starts from nothing, and what was nobody's migration is named before. */
class ResetTest {

    private static final ReplayDesk REPLAYS = new LiveReplayDesk(
            Path.of("target/repair/servers").toAbsolutePath(),
            Path.of("target/replay/postgresql").toAbsolutePath(),
            ReplayLimits.DEFAULT);

    private static final String ONE = """
            CREATE SCHEMA billing;
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE DOMAIN word AS text CHECK (value <> '');
            CREATE FUNCTION next_id() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE SEQUENCE numbers;
            CREATE TABLE users (id serial PRIMARY KEY, other int DEFAULT next_id(), mood mood, word word);
            CREATE VIEW happy AS SELECT id FROM users WHERE mood = 'good';
            CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM happy;
            CREATE FUNCTION all_users() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
            CREATE TABLE billing.bills (id int REFERENCES users);
            CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM billing.bills';
            """;

    private static final String HISTORY = "CREATE TABLE schema_migrations (version bigint not null primary key, dirty"
            + " boolean not null); INSERT INTO schema_migrations VALUES (1, true);";

    @TempDir
    private Path folder;

    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(folder, REPLAYS);
        bench.repository
                .write("migrations/000001_all.up.sql", ONE)
                .write("migrations/000001_all.down.sql", "SELECT 1;\n")
                .commit("One");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @AfterAll
    static void stop() throws Exception {
        REPLAYS.close();
    }

    @Test
    void afterItTheToolStartsFromNothing() throws Exception {
        bench.postgres.execute(HISTORY);
        String before = bench.postgres.catalog();
        bench.postgres.execute(ONE + "INSERT INTO users (mood) VALUES ('good');");
        Plan plan = bench.planReset();
        assertTrue(plan.oneTransaction());
        assertEquals(
                List.of(),
                bench.check(plan).stream()
                        .filter(check -> check.state() == Check.State.STOPS)
                        .toList());
        RunOutcome outcome = bench.reset(plan, new SaveChoice.ToFolder(folder.resolve("saves"), false));
        assertInstanceOf(RunOutcome.RolledBack.class, outcome, outcome::toString);
        assertEquals(before, bench.postgres.catalog());
        assertEquals("0", bench.postgres.value("SELECT count(*) FROM schema_migrations"));
        assertEquals(new Verdict.Behind(1, null), bench.timeline().verdict());
        try (Stream<Path> saves = Files.list(folder.resolve("saves"))) {
            assertEquals(1, saves.count());
        }
        // As golang-migrate does: the mark, the script, the version.
        bench.postgres.execute("INSERT INTO schema_migrations VALUES (1, true)");
        bench.postgres.execute(ONE);
        bench.postgres.execute("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (1, false)");
        assertEquals(new Verdict.InSync(Version.of(1)), bench.timeline().verdict());
    }

    @Test
    void whatNoMigrationMadeIsNamedAndWhatIsAnExtensionsStays() throws Exception {
        bench.postgres.execute(HISTORY + ONE + "CREATE TABLE by_hand (id int); CREATE EXTENSION pgcrypto;");
        Plan plan = bench.planReset();
        List<String> findings = plan.steps().getFirst().findings().stream()
                .map(FindingText::of)
                .map(FindingText::line)
                .toList();
        assertEquals(
                "Not made by the migrations — 1 thing in the schemas goes, too, which no migration of this history makes:"
                        + " by_hand.",
                findings.getFirst());
        assertTrue(findings.get(1).startsWith("Stays — "), findings.get(1));
        RunOutcome outcome = bench.reset(plan, new SaveChoice.Nothing());
        assertInstanceOf(RunOutcome.RolledBack.class, outcome, outcome::toString);
        assertEquals(
                "schema_migrations",
                bench.postgres.value("SELECT string_agg(relname, ' ') FROM pg_class"
                        + " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')"));
        assertEquals("40", bench.postgres.value("SELECT length(encode(digest('x', 'sha1'), 'hex'))::text"));
    }

    @Test
    void savedRowsGoBackOnceTheToolHasMadeTheirTablesAgainAndWhatIsThereByThenStays() throws Exception {
        bench.postgres.execute(HISTORY + ONE + "CREATE TABLE by_hand (id int); INSERT INTO by_hand VALUES (1);"
                + "INSERT INTO users (mood, word) SELECT 'good', 'w' || i FROM generate_series(1, 3) i;"
                + "INSERT INTO billing.bills VALUES (1), (3);");
        RunOutcome reset = bench.reset(bench.planReset(), new SaveChoice.ToFolder(folder.resolve("saves"), false));
        assertInstanceOf(RunOutcome.RolledBack.class, reset, reset::toString);
        assertEquals(
                "undo.noTables",
                assertThrows(BackstepException.class, () -> bench.planBack()).key());
        bench.postgres.execute(ONE + "INSERT INTO schema_migrations VALUES (1, false);"
                + "INSERT INTO users (id, mood, word) VALUES (2, 'bad', 'fresh');");
        Plan plan = bench.planBack();
        assertEquals(Plan.Purpose.LOAD, plan.purpose());
        assertEquals(
                List.of(
                        "Goes back — billing.bills (2 rows)",
                        "Goes back where it does not meet — users (3 rows). These tables hold rows now, which stay as"
                                + " they are: only rows whose key is not there go in.",
                        "Stays in the saved data — by_hand (1 row): there is no such table now"),
                plan.steps().getFirst().findings().stream()
                        .map(FindingText::of)
                        .map(FindingText::line)
                        .toList());
        assertEquals(
                List.of(),
                bench.check(plan).stream()
                        .filter(check -> check.state() == Check.State.STOPS)
                        .toList());
        RunOutcome loaded = bench.putBack();
        assertInstanceOf(RunOutcome.RolledBack.class, loaded, loaded::toString);
        assertEquals(
                "1 w1 good, 2 fresh bad, 3 w3 good | 1 3 | 4 | 1 false",
                bench.postgres.value(
                        "SELECT (SELECT string_agg(concat_ws(' ', id, word, mood), ', ' ORDER BY id) FROM users) || ' | '"
                                + " || (SELECT string_agg(id::text, ' ' ORDER BY id) FROM billing.bills) || ' | '"
                                + " || nextval('users_id_seq') || ' | ' || version || ' ' || dirty FROM schema_migrations"));
    }

    @Test
    void savedRowsInASchemaGoBackToo() throws Exception {
        bench.postgres.execute(HISTORY + ONE + "INSERT INTO users (mood) VALUES ('good'), ('bad');");
        RunOutcome reset = bench.reset(bench.planReset(), new SaveChoice.InSchema());
        assertInstanceOf(RunOutcome.RolledBack.class, reset, reset::toString);
        bench.postgres.execute(ONE + "INSERT INTO schema_migrations VALUES (1, false);");
        assertInstanceOf(RunOutcome.RolledBack.class, bench.putBack());
        assertEquals("good bad", bench.postgres.value("SELECT string_agg(mood::text, ' ' ORDER BY id) FROM users"));
    }

    @Test
    void aResetThatSavesNothingLeavesNothingToPutBack() throws Exception {
        bench.postgres.execute(HISTORY + ONE + "INSERT INTO users (mood) VALUES ('good');");
        bench.reset(bench.planReset(), new SaveChoice.Nothing());
        assertThrows(NoSuchElementException.class, () -> bench.planBack());
    }

    @Test
    void whatIsUsedFromOutsideIsNotDropped() throws Exception {
        bench.postgres.execute(
                HISTORY + ONE + "CREATE SCHEMA reports; CREATE VIEW reports.all_of_them AS SELECT id FROM users;");
        String before = bench.postgres.catalog();
        RunOutcome.Stopped stopped =
                assertInstanceOf(RunOutcome.Stopped.class, bench.reset(bench.planReset(), new SaveChoice.Nothing()));
        assertTrue(stopped.nothingDone());
        assertTrue(stopped.reason().contains("Something outside of the schemas would have gone"), stopped.reason());
        assertEquals(before, bench.postgres.catalog());
        assertEquals("1 true", bench.postgres.value("SELECT version || ' ' || dirty FROM schema_migrations"));
    }

    @Test
    void whatWasMadeAfterThePlanStopsIt() throws Exception {
        bench.postgres.execute(HISTORY + ONE);
        Plan plan = bench.planReset();
        bench.postgres.execute("CREATE TABLE meanwhile (id int)");
        RunOutcome.Stopped stopped =
                assertInstanceOf(RunOutcome.Stopped.class, bench.reset(plan, new SaveChoice.Nothing()));
        assertTrue(stopped.reason().contains("table meanwhile"), stopped.reason());
        assertEquals("users", bench.postgres.value("SELECT to_regclass('users')"));
    }

    @Test
    void everyTrackOfTheDatabaseIsEmptied() throws Exception {
        bench.repository
                .write("vector/000001_memory.up.sql", "CREATE TABLE memory (id int);\n")
                .write("vector/000001_memory.down.sql", "DROP TABLE memory;\n")
                .commit("Another track");
        bench.postgres.execute(HISTORY + ONE + "CREATE TABLE memory (id int); CREATE TABLE vector_schema_migrations"
                + " (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO vector_schema_migrations VALUES (1, false);");
        RunOutcome outcome = bench.reset(bench.planReset(), new SaveChoice.Nothing());
        assertInstanceOf(RunOutcome.RolledBack.class, outcome, outcome::toString);
        assertEquals(
                "0 0",
                bench.postgres.value("SELECT (SELECT count(*) FROM schema_migrations) || ' ' ||"
                        + " (SELECT count(*) FROM vector_schema_migrations)"));
    }
}
