package dev.backstep.rollback.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.fixture.Plans;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.rollback.export.FindingText;
import dev.backstep.rollback.plan.Effects;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Step;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptAnalysis;
import dev.backstep.sql.rules.ScriptReading;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** What a real database says about down scripts, in the words that a person reads. */
class ImpactReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Reversal EXACT = new Reversal(List.of(), true);

    private final Postgres postgres = Postgres.freshDatabase();

    @AfterEach
    void drop() {
        postgres.drop();
    }

    @Test
    void rowsAndValuesAreCounted() throws Exception {
        postgres.execute("CREATE TABLE t (id int PRIMARY KEY, a text, b int, c int NOT NULL, d int);"
                + "INSERT INTO t SELECT n, CASE WHEN n % 4 = 0 THEN 'xxxx' END, NULL, n, n FROM generate_series(1, 2000) n;"
                + "ALTER TABLE t DROP COLUMN d; CREATE TABLE empty (id int)");
        assertEquals(
                List.of(
                        "Loses data — drops t.a: 500 of 2,000 rows hold a value, 2.4 kB",
                        "Loses data — drops t.b: no row holds a value",
                        "Loses data — drops t.c: all 2,000 rows hold a value, 7.8 kB"),
                said("ALTER TABLE t DROP COLUMN a, DROP COLUMN b, DROP COLUMN c"));
        assertEquals(
                List.of(
                        "Loses data — drops the table t: 2,000 rows, 192 kB",
                        "Loses data — drops the table empty: no rows, 0 bytes"),
                said("DROP TABLE t; DROP TABLE empty"));
        assertEquals(List.of("Loses data — empties t: 2,000 rows, 192 kB"), said("TRUNCATE t"));
        assertEquals(
                List.of("Loses data — changes the type of t.c, and what does not fit is lost or stops the step:"
                        + " all 2,000 rows hold a value, 7.8 kB"),
                said("ALTER TABLE t ALTER COLUMN c TYPE smallint USING c::smallint"));
    }

    @Test
    void rowsThatWouldBeHitAreCountedOnlyWhereThatIsSafe() throws Exception {
        postgres.execute("CREATE TABLE t (id int PRIMARY KEY, name text); INSERT INTO t SELECT n, 'n' || n FROM"
                + " generate_series(1, 300) n; ANALYZE t;"
                + "CREATE FUNCTION nuke(i int) RETURNS boolean LANGUAGE sql AS 'SELECT true'");
        String uncountable = "Loses data — deletes rows of t: cannot be counted before it runs";
        assertEquals(
                List.of("Loses data — deletes rows of t: 12 rows now, of about 300 rows"),
                said("DELETE FROM t AS x WHERE x.id <= 12 -- old ones\n AND lower(name) LIKE 'n%'"));
        assertEquals(
                List.of("Loses data — overwrites values in t: 1 row now, of about 300 rows"),
                said("UPDATE ONLY t SET name = upper(name) WHERE id IN (SELECT max(id) FROM t)"));
        for (String unsafe : List.of(
                "DELETE FROM t WHERE nuke(id)",
                "DELETE FROM t WHERE \"nuke\"(id)",
                "DELETE FROM t WHERE public.nuke(id)",
                "DELETE FROM t USING t AS o WHERE o.id = t.id",
                "DELETE FROM t WHERE pg_advisory_lock(id) IS NULL",
                "DELETE FROM t WHERE id IN (SELECT id FROM t FOR UPDATE)")) {
            assertEquals(List.of(uncountable), said(unsafe), unsafe);
        }
        assertEquals(
                List.of("Loses data — deletes rows of t: cannot be counted: column \"later\" does not exist"),
                said("DELETE FROM t WHERE later"));
    }

    @Test
    void enumsSequencesRightsAndSchemasAreLookedUp() throws Exception {
        postgres.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');"
                + "CREATE TABLE p (m mood, ms mood[]); INSERT INTO p VALUES ('sad', '{sad,ok}'), ('ok', '{ok}'),"
                + " ('ok', '{sad}'); CREATE SEQUENCE s; SELECT setval('s', 42); GRANT SELECT, INSERT ON p TO PUBLIC;"
                + "CREATE SCHEMA extra CREATE TABLE x (id int) CREATE TABLE y (id int)");
        String rebuild = "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('ok', 'happy');"
                + "ALTER TABLE p ALTER COLUMN m TYPE mood USING m::text::mood; DROP TYPE mood_old";
        String up = "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TABLE p (m mood, ms mood[])";
        KnownSchema known = ScriptAnalysis.read(up, KnownSchema.empty()).after();
        assertEquals(
                "Loses data — takes sad from the enum mood: p.m has 1 row with them, p.ms has 2 rows with them",
                said(rebuild, known).getFirst());
        assertEquals(List.of("Loses data — drops the sequence s: it stands at 42"), said("DROP SEQUENCE s"));
        assertEquals(
                List.of("Loses data — takes rights on p away: now PUBLIC (INSERT, SELECT)"),
                said("REVOKE SELECT ON p FROM PUBLIC"));
        assertEquals(
                List.of("Loses data — drops the table p: 3 rows, 16 kB, with the rights of PUBLIC (INSERT, SELECT)"),
                said("DROP TABLE p"));
        assertEquals(
                List.of(
                        "Loses data — drops extra and everything in it: 2 tables, about no rows",
                        "Takes more with it — Dropping extra with CASCADE also drops: table extra.x (about no rows),"
                                + " table extra.y (about no rows)"),
                said("DROP SCHEMA extra CASCADE"));
    }

    @Test
    void dependentsStandInTheWayOrGoToo() throws Exception {
        postgres.execute("CREATE TABLE a (id int PRIMARY KEY, x int, g int GENERATED ALWAYS AS (x + 1) STORED);"
                + "CREATE TABLE b (id int, a int REFERENCES a); CREATE VIEW v AS SELECT x FROM a;"
                + "CREATE VIEW w AS SELECT x FROM v; CREATE MATERIALIZED VIEW mv AS SELECT id FROM a;"
                + "CREATE TABLE child () INHERITS (a); INSERT INTO child (id) VALUES (1), (2); ANALYZE child;"
                + "CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + "CREATE TRIGGER a_tr BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION tr();"
                + "CREATE POLICY only_x ON b USING (EXISTS (SELECT FROM a WHERE a.x = 1));"
                + "CREATE INDEX a_x ON a (x)");
        // The driver cuts at the semicolon in the body unless it is alone.
        postgres.execute("CREATE FUNCTION f() RETURNS bigint RETURN (SELECT count(*) FROM a)");
        String all =
                "function public.f(), materialized view public.mv (about no rows), policy only_x on public.b, table public.child"
                        + " (about 2 rows), table constraint b_a_fkey on public.b, view public.v and 1 more";
        List<String> lines = said("DROP TABLE a");
        assertEquals("Would fail — PostgreSQL will not drop a: these depend on it and stay: " + all, lines.getLast());
        assertEquals(
                "Takes more with it — Dropping a with CASCADE also drops: " + all,
                said("DROP TABLE a CASCADE").getLast());
        assertEquals(
                "Would fail — PostgreSQL will not drop a.x: these depend on it and stay: policy only_x on public.b,"
                        + " table column public.a.g, table column public.child.g, view public.v, view public.w",
                said("ALTER TABLE a DROP COLUMN x").getLast());
        assertEquals(
                List.of(
                        "Would fail — PostgreSQL will not drop tr(): these depend on it and stay: trigger a_tr on public.b"),
                said("DROP FUNCTION tr()"));
        assertEquals(
                List.of(
                        "Loses data — drops the table b: no rows, 0 bytes",
                        "Loses data — drops a.x: no row holds a value"),
                said("DROP VIEW w, v; DROP TABLE b; ALTER TABLE a DROP COLUMN g; ALTER TABLE a DROP COLUMN x").stream()
                        .filter(line -> !line.contains("a.g"))
                        .toList(),
                "what the script itself dropped before is in nobody's way");
        postgres.execute("DROP FUNCTION f; DROP MATERIALIZED VIEW mv; DROP TABLE child, b");
        postgres.execute("BEGIN; DROP VIEW w; DROP VIEW v; DROP TABLE a; COMMIT");
    }

    /** PostgreSQL is the judge: it refuses where Backstep says so, and names as many dependents. */
    @Test
    void theServerRefusesWhereBackstepSaysSo() throws Exception {
        postgres.execute("CREATE TYPE mood AS ENUM ('ok'); CREATE DOMAIN good AS int CHECK (VALUE > 0);"
                + "CREATE TABLE a (id serial PRIMARY KEY, x int UNIQUE, m mood, ms mood[], n good, gone int,"
                + " g int GENERATED ALWAYS AS (x + 1) STORED, CHECK (gone > 0));"
                + "CREATE TABLE b (a int REFERENCES a, ax int REFERENCES a (x), i int GENERATED ALWAYS AS IDENTITY);"
                + "CREATE VIEW v AS SELECT x, m FROM a; CREATE VIEW w AS SELECT x FROM v;"
                + "CREATE MATERIALIZED VIEW mv AS SELECT id FROM a; CREATE INDEX a_gone ON a (gone);"
                + "CREATE INDEX a_both ON a (gone, x); CREATE TABLE child () INHERITS (a);"
                + "CREATE TABLE part (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                + "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);"
                + "CREATE TABLE refs (p int REFERENCES part); CREATE SEQUENCE free; CREATE VIEW one AS SELECT * FROM part_1;"
                + "CREATE FUNCTION takes(mood) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + "CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + "CREATE TRIGGER a_tr BEFORE UPDATE OF x ON a FOR EACH ROW EXECUTE FUNCTION tr();"
                + "CREATE POLICY pol ON a USING (x > 0); CREATE STATISTICS st ON x, gone FROM a;"
                + "CREATE SCHEMA extra CREATE TABLE inside (id int) CREATE VIEW beside AS SELECT 1 AS one");
        List<String> server = new ArrayList<>();
        List<String> backstep = new ArrayList<>();
        for (String drop : List.of(
                "DROP TABLE a",
                "DROP TABLE b",
                "DROP TABLE child",
                "DROP TABLE part",
                "DROP TABLE part_1",
                "DROP TABLE refs",
                "DROP VIEW v",
                "DROP VIEW w",
                "DROP MATERIALIZED VIEW mv",
                "DROP TYPE mood",
                "DROP DOMAIN good",
                "DROP SEQUENCE a_id_seq",
                "DROP SEQUENCE free",
                "DROP FUNCTION tr()",
                "DROP FUNCTION takes(mood)",
                "DROP SCHEMA extra",
                "DROP INDEX a_gone",
                "DROP TRIGGER a_tr ON a",
                "DROP POLICY pol ON a",
                "ALTER TABLE a DROP COLUMN x",
                "ALTER TABLE a DROP COLUMN id",
                "ALTER TABLE a DROP COLUMN gone",
                "ALTER TABLE a DROP COLUMN m",
                "ALTER TABLE a DROP COLUMN g",
                "ALTER TABLE a DROP CONSTRAINT a_pkey",
                "ALTER TABLE a DROP CONSTRAINT a_x_key",
                "ALTER TABLE b DROP CONSTRAINT b_a_fkey",
                "ALTER TABLE part DROP CONSTRAINT part_pkey")) {
            server.add(refusals(drop) + " " + drop);
            backstep.add(dependents(drop) + " " + drop);
        }
        assertEquals(String.join("\n", server), String.join("\n", backstep));
    }

    /** How many dependents the server names when it refuses; 0 when it does not. */
    private int refusals(String drop) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(drop);
            connection.rollback();
            return 0;
        } catch (PSQLException e) {
            assertEquals("2BP01", e.getSQLState(), drop);
            return (int) Objects.requireNonNull(
                            Objects.requireNonNull(e.getServerErrorMessage()).getDetail())
                    .lines()
                    .count();
        }
    }

    private int dependents(String drop) throws Exception {
        ScriptReading reading = ScriptAnalysis.read(drop, KnownSchema.unknown());
        try (Database database = Database.open(postgres.settings(), null)) {
            Impact impact = new ImpactReader(database, () -> NOW)
                    .read(Effects.of(KnownSchema.unknown(), reading, EXACT, List.of()));
            return impact.of(0).found().stream()
                    .mapToInt(found -> ((Finding.InTheWay) found).dependents().size())
                    .sum();
        }
    }

    @Test
    void partitionsGoWithTheirTableAndComputedValuesAreNoLoss() throws Exception {
        postgres.execute(
                "CREATE TABLE part (id int, at int) PARTITION BY RANGE (at);"
                        + "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);"
                        + "CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10) TO (20); CREATE INDEX ON part (id);"
                        + "INSERT INTO part SELECT n, n FROM generate_series(0, 19) n;"
                        + "CREATE TABLE calc (x int, twice int GENERATED ALWAYS AS (x * 2) STORED); INSERT INTO calc VALUES (1)");
        assertEquals(List.of("Loses data — drops the table part: 20 rows, 48 kB"), said("DROP TABLE part"));
        assertEquals(List.of("Loses data — drops the table part_2: 10 rows, 24 kB"), said("DROP TABLE part_2"));
        assertEquals(
                List.of("Loses data — drops calc.twice: computed from other columns, so nothing is lost"),
                said("ALTER TABLE calc DROP COLUMN twice"));
    }

    @Test
    void namesAreTakenAsTheyAre() throws Exception {
        String table = "T\"; DROP TABLE victim; --";
        String quoted = Postgres.quote(table);
        postgres.execute("CREATE SCHEMA \"Odd.Schema\"; CREATE TABLE \"Odd.Schema\"." + quoted
                + " (\"c\"\"' %s\" int); INSERT INTO \"Odd.Schema\"." + quoted + " VALUES (1); CREATE TABLE victim ()");
        assertEquals(
                List.of("Loses data — drops Odd.Schema." + table + ".c\"' %s: its 1 row holds a value, 4 bytes"),
                said("ALTER TABLE \"Odd.Schema\"." + quoted + " DROP COLUMN \"c\"\"' %s\""));
        assertEquals("victim", postgres.value("SELECT relname FROM pg_class WHERE relname = 'victim'"));
        postgres.execute("CREATE SCHEMA app; CREATE TABLE app.t (id int); INSERT INTO app.t VALUES (1), (2)");
        assertEquals(
                List.of("Loses data — drops the table t: 2 rows, 8 kB"),
                said(
                        "DROP TABLE t",
                        KnownSchema.unknown(),
                        postgres.settings(Postgres.USER, "app, public"),
                        Impact.LIMIT));
    }

    @Test
    void whatIsNotThereIsSaidUnlessTheScriptAllowsForIt() throws Exception {
        postgres.execute("CREATE TABLE t (id int); CREATE SCHEMA other CREATE TABLE hidden (id int)");
        assertEquals(
                List.of(
                        "Loses data — drops the table hidden: there is none in this database",
                        "Loses data — drops t.gone: there is none in this database",
                        "Is not there — The database has no hidden on its search path, so the step would fail. It may be"
                                + " gone already, or stand in another schema.",
                        "Is not there — The database has no t.gone on its search path, so the step would fail. It may be"
                                + " gone already, or stand in another schema."),
                said("DROP TABLE hidden; ALTER TABLE t DROP COLUMN gone"));
        assertEquals(
                List.of(
                        "Loses data — drops the table hidden: there is none in this database",
                        "Loses data — drops t.gone: there is none in this database"),
                said("DROP TABLE IF EXISTS hidden; ALTER TABLE t DROP COLUMN IF EXISTS gone"));
    }

    @Test
    void rolesThatMayNotSeeEverythingAreToldSo() throws Exception {
        String role = "r" + UUID.randomUUID().toString().replace("-", "");
        postgres.execute("CREATE ROLE " + role + " LOGIN; CREATE TABLE closed (id int); CREATE TABLE seen (id int, mine"
                + " boolean); INSERT INTO seen VALUES (1, true), (2, false); ALTER TABLE seen ENABLE ROW LEVEL SECURITY;"
                + "CREATE POLICY own ON seen USING (mine); GRANT SELECT ON seen TO " + role);
        try {
            ConnectionSettings settings = postgres.settings(role, null);
            assertEquals(
                    List.of(
                            "Loses data — drops the table closed: cannot be counted: permission denied for table closed",
                            "Loses data — drops seen.id: its 1 row holds a value, 4 bytes (only what row security lets"
                                    + " this role see)"),
                    said(
                            "DROP TABLE closed; ALTER TABLE seen DROP COLUMN id",
                            KnownSchema.unknown(),
                            settings,
                            Impact.LIMIT));
        } finally {
            postgres.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void pastTheTimeLimitAndUnderALockThePlannersEstimateIsTaken() throws Exception {
        postgres.execute("CREATE TABLE big (id int, half int); INSERT INTO big SELECT n, nullif(n % 2, 0) FROM"
                + " generate_series(1, 3000000) n; ANALYZE big");
        assertEquals(
                List.of("Loses data — deletes rows of big: not counted within the time limit"),
                said(
                        "DELETE FROM big WHERE id = (SELECT max(o.id) FROM big AS o CROSS JOIN big AS p)",
                        KnownSchema.unknown(),
                        postgres.settings(),
                        Duration.ofSeconds(2)));
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE big IN ACCESS EXCLUSIVE MODE");
            long began = System.nanoTime();
            List<String> locked = said("DROP TABLE big");
            assertTrue(
                    locked.getFirst()
                            .matches("Loses data — drops the table big: about [23],\\d{3},\\d{3} rows, about 10\\d MB"),
                    locked.toString());
            String half = said("ALTER TABLE big DROP COLUMN half").getFirst();
            assertTrue(
                    half.matches(
                            "Loses data — drops big.half: about 1,\\d{3},\\d{3} of [23],\\d{3},\\d{3} rows hold a value,"
                                    + " about \\d\\.\\d MB"),
                    half);
            assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(12)) < 0);
        }
    }

    @Test
    void anInterruptedReadingEnds() throws Exception {
        try (Database database = Database.open(postgres.settings(), null)) {
            ImpactReader reader = new ImpactReader(database, () -> NOW);
            Effects effects = Effects.of(
                    KnownSchema.unknown(),
                    ScriptAnalysis.read("DROP TABLE t", KnownSchema.unknown()),
                    EXACT,
                    List.of());
            Assertions.assertThrows(CancellationException.class, () -> {
                // Whoever takes a connection is asked first whether it still wants one.
                database.read(connection -> {
                    Thread.currentThread().interrupt();
                    return new dev.backstep.database.live.Questions(connection, Impact.LIMIT)
                            .ask("SELECT 1", rows -> rows.next());
                });
            });
            assertEquals(NOW, reader.read(effects).readAt());
        }
    }

    @Test
    void lockedTablesHaveTheirSize() throws Exception {
        postgres.execute("CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 1000); ANALYZE t");
        assertEquals(
                List.of("Lock — t: ACCESS EXCLUSIVE, nobody else can use it until the end. The whole table is written"
                        + " anew meanwhile. Now 64 kB, about 1,000 rows."),
                lines(
                                "ALTER TABLE t ALTER COLUMN id TYPE bigint",
                                KnownSchema.unknown(),
                                postgres.settings(),
                                Impact.LIMIT)
                        .stream()
                        .filter(line -> line.startsWith("Lock"))
                        .toList());
    }

    private List<String> said(String down) throws BackstepException {
        return said(down, KnownSchema.unknown());
    }

    private List<String> said(String down, KnownSchema known) throws BackstepException {
        return said(down, known, postgres.settings(), Impact.LIMIT);
    }

    private static List<String> said(String down, KnownSchema known, ConnectionSettings settings, Duration limit)
            throws BackstepException {
        return lines(down, known, settings, limit).stream()
                .filter(line -> !line.startsWith("Lock"))
                .toList();
    }

    private static List<String> lines(String down, KnownSchema known, ConnectionSettings settings, Duration limit)
            throws BackstepException {
        Effects effects = Effects.of(known, ScriptAnalysis.read(down, known), EXACT, List.of());
        Step step = Plans.step(3, "down", down, effects.findings().toArray(Finding[]::new));
        try (Database database = Database.open(settings, null)) {
            Impact impact = new ImpactReader(database, () -> NOW, limit).read(effects);
            return FindingText.of(step, impact.of(0)).stream()
                    .map(weighed -> weighed.words().line())
                    .toList();
        }
    }
}
