package dev.backstep.rollback.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.database.catalog.CatalogReader;
import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.fixture.InstalledPostgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.saved.SavedScene;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The schema of a real older server, read by its own pg_dump, made on the throwaway server, and rolled back there. */
class SchemaRehearsalTest {

    private static final ReplayDesk REPLAYS = new LiveReplayDesk(
            Path.of("target/rehearsal/servers").toAbsolutePath(),
            Path.of("target/replay/postgresql").toAbsolutePath(),
            ReplayLimits.DEFAULT);

    /** What makes a schema hard to copy: names, owners, rights, policies, circles, and bodies with backslashes. */
    private static final String[] HARD = {
        "CREATE ROLE \"Orchard App\"",
        "CREATE ROLE reader LOGIN",
        "CREATE SCHEMA \"Mixed.Case\" AUTHORIZATION \"Orchard App\"",
        "CREATE EXTENSION pg_trgm",
        "CREATE TYPE mood AS ENUM ('sad', E'it''s\\\\', 'glad')",
        "CREATE DOMAIN price AS numeric(8,2) CHECK (VALUE > 0)",
        "CREATE TABLE \"Mixed.Case\".\"line\n\\connect evil\" (id serial PRIMARY KEY, mood mood DEFAULT 'glad', \"user\" text)",
        "CREATE TABLE owned (id int GENERATED ALWAYS AS IDENTITY, p price, twice numeric GENERATED ALWAYS AS (p * 2) STORED)",
        "ALTER TABLE owned OWNER TO \"Orchard App\"",
        "CREATE INDEX owned_trgm ON \"Mixed.Case\".\"line\n\\connect evil\" USING gin (\"user\" gin_trgm_ops)",
        "GRANT SELECT ON owned TO reader",
        "ALTER TABLE owned ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY seen ON owned FOR SELECT TO reader USING (p > 1)",
        "CREATE TABLE by_hand (id int)",
        "CREATE VIEW seen WITH (security_barrier) AS SELECT o.id, b.id AS by_hand FROM owned o JOIN by_hand b ON b.id = o.id",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM owned",
        "CREATE TABLE parts (id int, day date) PARTITION BY RANGE (day)",
        "CREATE TABLE parts_2020 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
        "CREATE FUNCTION f(i int) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN E'\\\\.' || i || '\n\\unrestrict x'; END $$",
        "CREATE FUNCTION g(i int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN i > 0 THEN 1 ELSE 2 END; END",
        "CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER touched BEFORE INSERT ON owned FOR EACH ROW EXECUTE FUNCTION touched()",
        "COMMENT ON TABLE owned IS E'a comment\n\\\\! touch /tmp/pwned'",
        "CREATE PUBLICATION everything FOR ALL TABLES",
        "CREATE PUBLICATION one FOR TABLE owned",
        "INSERT INTO parts VALUES (1, '2020-05-05')",
    };

    @TempDir
    private static Path folder;

    private static Optional<InstalledPostgres> server = Optional.empty();

    private final Map<ContentId, byte[]> texts = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = InstalledPostgres.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server.isPresent()) {
            server.get().close();
        }
        REPLAYS.close();
    }

    @Test
    void aSchemaIsCopiedThingForThing() throws Exception {
        try (Database live = live("hard", HARD)) {
            try (SchemaCopy copy = SchemaCopy.make(live, REPLAYS, Set.of(), () -> false)) {
                CatalogDifference difference = CatalogDifference.between(snapshot(live), snapshot(copy.database()))
                        .structure();
                assertEquals(
                        List.of("DROPPED everything.publication"),
                        difference.entries().stream()
                                .map(entry -> entry.kind() + " " + entry.id())
                                .toList());
                assertEquals("0", value(copy.database(), "SELECT count(*)::text FROM parts"));
                assertEquals(
                        "postgres",
                        value(
                                copy.database(),
                                "SELECT DISTINCT tableowner FROM pg_tables"
                                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"));
                assertEquals(
                        "false",
                        value(copy.database(), "SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user"));
            }
            try (SchemaCopy again = SchemaCopy.make(live, REPLAYS, Set.of(), () -> false)) {
                assertNotNull(again.database());
            }
        }
    }

    @Test
    void aPlanIsRehearsedOnTheSchemaAsItIsAndWhatWasMadeByHandIsToldApart() throws Exception {
        migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree");
        migration("ALTER TABLE tree ADD COLUMN height int", "ALTER TABLE tree DROP COLUMN height");
        try (Database live = live(
                "orchard",
                "CREATE TABLE tree (id int PRIMARY KEY); ALTER TABLE tree ADD COLUMN height int",
                "CREATE TABLE by_hand (id int)",
                "CREATE EXTENSION pg_stat_statements")) {
            LiveRehearsalDesk desk = desk(live);
            Offer offer = desk.ways(plan(live)).get(1);
            assertEquals(Way.SCHEMA, offer.way());
            assertNull(offer.obstacles());
            assertEquals(List.of("pg_stat_statements"), offer.leftOut());
            Rehearsal.Reached reached = assertInstanceOf(
                    Rehearsal.Reached.class,
                    desk.rehearse(plan(live), Way.SCHEMA, RehearsalProgress.none())
                            .outcome());
            assertTrue(reached.equal(), reached.toString());
            assertEquals(2, reached.before().entries().size());
            assertEquals(
                    "2",
                    value(
                            live,
                            "SELECT count(*)::text FROM schema_migrations, tree"
                                    + " RIGHT JOIN generate_series(1, 2) ON true"));
        }
    }

    @Test
    void whatDependsOnWhatWasMadeByHandFailsHereAndNotOnReplayedScripts() throws Exception {
        migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree");
        try (Database live = live(
                "dependent", "CREATE TABLE tree (id int PRIMARY KEY)", "CREATE VIEW by_hand AS SELECT * FROM tree")) {
            LiveRehearsalDesk desk = desk(live);
            Rehearsal.Failed failed = assertInstanceOf(
                    Rehearsal.Failed.class,
                    desk.rehearse(plan(live), Way.SCHEMA, RehearsalProgress.none())
                            .outcome());
            assertTrue(failed.words().contains("other objects depend on it"), failed.words());
            assertInstanceOf(
                    Rehearsal.Reached.class,
                    desk.rehearse(plan(live), Way.REPLAY, RehearsalProgress.none())
                            .outcome());
        }
    }

    @Test
    void whatOnlyASuperuserMakesIsSaidWithItsStatement() throws Exception {
        migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree");
        try (Database live = live(
                "watched",
                "CREATE TABLE tree (id int PRIMARY KEY)",
                "CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER noted ON sql_drop EXECUTE FUNCTION noted()")) {
            Rehearsal.NotDone not = assertInstanceOf(
                    Rehearsal.NotDone.class,
                    desk(live)
                            .rehearse(plan(live), Way.SCHEMA, RehearsalProgress.none())
                            .outcome());
            assertTrue(not.why().contains("CREATE EVENT TRIGGER \"noted\" ON \"sql_drop\""), not.why());
        }
    }

    @Test
    void aLockOnTheLiveDatabaseIsNotWaitedForLong() throws Exception {
        migration("CREATE TABLE tree (id int PRIMARY KEY)", "DROP TABLE tree");
        try (Database live = live("locked", "CREATE TABLE tree (id int PRIMARY KEY)");
                var session = live.connectForRun();
                var statement = session.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE tree");
            Rehearsal.NotDone not = assertInstanceOf(
                    Rehearsal.NotDone.class,
                    desk(live)
                            .rehearse(plan(live), Way.SCHEMA, RehearsalProgress.none())
                            .outcome());
            assertTrue(not.why().startsWith("The schema could not be read. pg_dump said:"), not.why());
        }
    }

    private Database live(String name, String... statements) throws Exception {
        InstalledPostgres installed =
                server.orElseThrow(() -> new TestAbortedException("no PostgreSQL is installed here"));
        installed.execute("postgres", "CREATE DATABASE " + name);
        installed.execute(name, statements);
        installed.execute(
                name,
                "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)",
                "INSERT INTO schema_migrations VALUES (" + Math.max(1, steps.size()) + ", false)");
        return Database.open(installed.settings(name), InstalledPostgres.PASSWORD.toCharArray());
    }

    private void migration(String up, String down) {
        texts.put(ContentId.of(bytes(up)), bytes(up));
        steps.addFirst(SavedScene.step(steps.size() + 1, up, down));
    }

    private Plan plan(Database live) throws Exception {
        List<Step> undone = steps.size() == 1 ? steps : steps.subList(0, 1);
        Version target = steps.size() == 1 ? null : Version.of(steps.size() - 1L);
        return live.read(connection -> Plan.of(
                live.identity(connection),
                MigrationTools.named("golang-migrate").read(connection, SavedScene.TABLE),
                target,
                undone));
    }

    private LiveRehearsalDesk desk(Database live) {
        List<Migration> applied = steps.reversed().stream().map(Step::migration).toList();
        return new LiveRehearsalDesk(
                live,
                applied,
                script -> texts.getOrDefault(script.content(), new byte[0]),
                REPLAYS,
                new Journal(folder.resolve("journal")));
    }

    private static CatalogSnapshot snapshot(Database database) throws Exception {
        return database.read(connection -> CatalogReader.read(connection, CatalogScope.all()));
    }

    private static String value(Database database, String query) throws Exception {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(query)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
