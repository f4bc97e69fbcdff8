package dev.backstep.database.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.BackstepException;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownCatalogTest {

    private static final CatalogScope ALL = CatalogScope.all();

    /** Roles are the server's, which other tests use, too. */
    private final String role =
            "known_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private final Postgres postgres = Postgres.freshDatabase();
    private Database database;

    @BeforeEach
    void make() throws BackstepException {
        postgres.execute("CREATE ROLE " + role + """
                ;
                CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1, b text);
                CREATE TABLE child (id int);
                CREATE TABLE whole (id int) PARTITION BY LIST (id);
                CREATE TABLE piece (id int);
                CREATE INDEX by_a ON t (a);
                CREATE VIEW v AS SELECT id, lower(b) AS b FROM t;
                CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
                CREATE SEQUENCE s;
                CREATE TYPE mood AS ENUM ('sad');
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER told BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tell();
                CREATE POLICY p ON t USING (a = 1);
                CREATE RULE r AS ON DELETE TO child DO INSTEAD NOTHING;
                CREATE STATISTICS st ON id, a FROM t;
                CREATE TABLE other (n int);
                """);
        database = Database.open(postgres.settings(), null);
    }

    @AfterEach
    void drop() {
        database.close();
        postgres.drop();
        Postgres spare = Postgres.freshDatabase();
        spare.execute("DROP ROLE " + role);
        spare.drop();
    }

    @Test
    void whateverDefinitionsGoByIsSeenToHaveChanged() throws Exception {
        List<String> missed = new ArrayList<>();
        for (String change : changes().split(";\n", -1)) {
            KnownCatalog known = known();
            // Transactions end all the time; only the rows themselves tell these changes from them.
            postgres.execute("INSERT INTO other VALUES (1)");
            assertTrue(holds(known), "before " + change);
            postgres.execute(change);
            if (holds(known)) {
                missed.add(change);
            }
        }
        assertEquals(List.of(), missed);
    }

    private String changes() {
        return """
                CREATE SCHEMA app;
                CREATE TABLE new (id int);
                ALTER TABLE t ADD c int;
                ALTER TABLE t RENAME c TO d;
                ALTER TABLE t ALTER d TYPE bigint;
                ALTER TABLE t ALTER d SET NOT NULL;
                ALTER TABLE t ALTER a SET DEFAULT 2;
                ALTER TABLE t ALTER a DROP DEFAULT;
                ALTER TABLE t DROP d;
                ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
                ALTER TABLE t VALIDATE CONSTRAINT k;
                ALTER TABLE child ADD FOREIGN KEY (id) REFERENCES t;
                CREATE INDEX CONCURRENTLY by_b ON t (b);
                UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_b'::regclass;
                ALTER INDEX by_b RENAME TO by_text;
                DROP INDEX by_text;
                CREATE OR REPLACE VIEW v AS SELECT id, upper(b) AS b FROM t;
                ALTER VIEW v SET (security_barrier = on);
                ALTER FUNCTION f() RENAME TO g;
                CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 2';
                CREATE AGGREGATE most(int) (SFUNC = int4larger, STYPE = int);
                ALTER TABLE t DISABLE TRIGGER told;
                DROP TRIGGER told ON t;
                ALTER TYPE mood ADD VALUE 'glad';
                ALTER TYPE mood RENAME VALUE 'glad' TO 'merry';
                ALTER DOMAIN positive SET DEFAULT 3;
                ALTER DOMAIN positive ADD CHECK (VALUE < 9);
                CREATE TYPE pair AS (a int, b int);
                CREATE TYPE span AS RANGE (subtype = int4);
                ALTER SEQUENCE s INCREMENT BY 5;
                ALTER SEQUENCE s OWNED BY t.id;
                ALTER POLICY p ON t USING (a = 2);
                ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                ALTER TABLE child DISABLE RULE r;
                DROP RULE r ON child;
                ALTER TABLE whole ATTACH PARTITION piece FOR VALUES IN (1);
                ALTER TABLE whole DETACH PARTITION piece;
                ALTER TABLE child INHERIT piece;
                ALTER TABLE t SET (fillfactor = 50);
                ALTER TABLE child SET UNLOGGED;
                ALTER STATISTICS st RENAME TO stats;
                COMMENT ON TABLE t IS 'one';
                COMMENT ON COLUMN t.a IS 'two';
                COMMENT ON TABLE t IS NULL;
                GRANT SELECT ON t TO %1$s;
                GRANT UPDATE (a) ON t TO %1$s;
                GRANT USAGE ON SCHEMA public TO %1$s;
                ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO %1$s;
                ALTER TABLE child OWNER TO %1$s;
                ALTER ROLE %1$s RENAME TO %1$s_too;
                ALTER ROLE %1$s_too RENAME TO %1$s;
                CREATE COLLATION c FROM "C";
                CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
                CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
                CREATE CAST (mood AS int) WITH INOUT AS ASSIGNMENT;
                CREATE PUBLICATION pub;
                CREATE EXTENSION pg_trgm;
                DROP EXTENSION pg_trgm;
                ALTER FUNCTION pg_catalog.pi() RENAME TO pie;
                DROP TABLE new;
                DROP MATERIALIZED VIEW mv;
                DROP SCHEMA app""".formatted(role);
    }

    @Test
    void whatPostgresqlDoesByItselfChangesNothing() throws Exception {
        KnownCatalog known = known();
        for (String upkeep : List.of(
                "INSERT INTO t SELECT n FROM generate_series(1, 1000) n",
                "ANALYZE",
                "SELECT nextval('s')",
                "VACUUM",
                "VACUUM FREEZE",
                "VACUUM FREEZE pg_class",
                "CHECKPOINT")) {
            postgres.execute(upkeep);
            assertTrue(holds(known), upkeep);
        }
        assertEquals(read(), known.catalog());
        postgres.execute("VACUUM FULL pg_attribute");
        assertFalse(holds(known), "a catalog that was written anew is read anew");
    }

    @Test
    void whatAnotherSessionHasNotCommittedIsNotThere() throws Exception {
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO other VALUES (1); SAVEPOINT a; CREATE TABLE fresh (id int)");
            KnownCatalog known = known();
            assertTrue(holds(known));
            statement.execute("RELEASE SAVEPOINT a; COMMENT ON TABLE child IS 'one'");
            postgres.execute("INSERT INTO other VALUES (2)");
            assertTrue(holds(known));
            other.commit();
            assertFalse(holds(known));
        }
    }

    /** An update is one row fewer and one more; the one more has the number of a subtransaction, which no snapshot lists. */
    @Test
    void aCommitOfWhatWasUnderWayIsSeen() throws Exception {
        postgres.execute("COMMENT ON TABLE t IS 'one'");
        try (Connection other = postgres.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO other VALUES (1); SAVEPOINT a; COMMENT ON TABLE t IS 'two'; RELEASE SAVEPOINT a");
            KnownCatalog known = known();
            postgres.execute("INSERT INTO other VALUES (2)");
            assertTrue(holds(known));
            other.commit();
            assertFalse(holds(known));
        }
    }

    @Test
    void anotherScopeOrOtherSettingsProveNothing() throws Exception {
        KnownCatalog known = known();
        HistoryTable table = new HistoryTable("golang-migrate", "public", "t");
        try (Connection run = database.connectForRun();
                Statement statement = run.createStatement()) {
            statement.execute("BEGIN");
            assertTrue(known.holds(run, ALL));
            assertFalse(known.holds(run, CatalogScope.without(Set.of(table))));
            statement.execute("SET LOCAL TimeZone = 'Asia/Tokyo'");
            assertFalse(known.holds(run, ALL));
            statement.execute("ROLLBACK; BEGIN; LOCK TABLE t");
            assertTrue(known.holds(run, ALL));
            statement.execute("ROLLBACK");
        }
        Postgres another = Postgres.freshDatabase();
        try (Connection elsewhere = another.connect()) {
            elsewhere.setAutoCommit(false);
            assertFalse(known.holds(elsewhere, ALL));
        } finally {
            another.drop();
        }
    }

    @Test
    void whoMayNotSeeRolesOrStatisticsIsToldTheSame() throws Exception {
        postgres.execute("ALTER ROLE " + role + " LOGIN");
        try (Database theirs = Database.open(postgres.settings(role, null), null)) {
            KnownCatalog known = theirs.read(connection -> KnownCatalog.read(connection, ALL));
            postgres.execute("INSERT INTO other VALUES (1)");
            assertEquals(true, theirs.read(connection -> known.holds(connection, ALL)));
            postgres.execute("GRANT SELECT ON t TO " + role);
            assertEquals(false, theirs.read(connection -> known.holds(connection, ALL)));
        }
    }

    private KnownCatalog known() throws BackstepException {
        return database.read(connection -> KnownCatalog.read(connection, ALL));
    }

    /** As a run asks, in a session of its own. */
    private boolean holds(KnownCatalog known) throws BackstepException, SQLException {
        try (Connection run = database.connectForRun();
                Statement statement = run.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL READ COMMITTED");
            boolean holds = known.holds(run, ALL);
            statement.execute("ROLLBACK");
            return holds;
        }
    }

    private CatalogSnapshot read() throws SQLException {
        try (Connection connection = postgres.connect()) {
            return CatalogReader.read(connection, ALL);
        }
    }
}
