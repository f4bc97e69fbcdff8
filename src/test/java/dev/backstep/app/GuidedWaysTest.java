package dev.backstep.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a dirty mark in the real window to a database that is in order again, with mouse and keyboard. */
class GuidedWaysTest {

    private static final String ONE = """
            CREATE TABLE tenants (id serial PRIMARY KEY, name text NOT NULL);
            CREATE TABLE invoices (id int PRIMARY KEY, tenant int NOT NULL REFERENCES tenants, total numeric);
            """;
    private static final String TWO = """
            ALTER TABLE invoices ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
            CREATE TABLE payments (id int PRIMARY KEY, invoice int NOT NULL REFERENCES invoices, paid_at timestamptz);
            CREATE INDEX payments_invoice ON payments (invoice);
            """;
    private static final String TWO_BACK = """
            DROP INDEX payments_invoice;
            DROP TABLE payments;
            ALTER TABLE invoices DROP COLUMN currency;
            """;
    private static final String HALF = "ALTER TABLE invoices ADD COLUMN currency text NOT NULL DEFAULT 'EUR';"
            + "CREATE TABLE payments (id int PRIMARY KEY, invoice int NOT NULL REFERENCES invoices, paid_at timestamptz);";
    private static final String ROWS = "INSERT INTO tenants (name) VALUES ('Ada'), ('Grace');"
            + "INSERT INTO invoices (id, tenant, total) SELECT i, 1 + i % 2, i * 10 FROM generate_series(1, 40) i;";

    @TempDir
    private Path folder;

    private Postgres postgres;
    private GitFixture repository;

    @BeforeEach
    void open() {
        postgres = Postgres.freshDatabase("orchard_billing");
        repository = GitFixture.init(folder.resolve("orchard"))
                .write("migrations/000001_billing.up.sql", ONE)
                .write("migrations/000001_billing.down.sql", "DROP TABLE invoices;\nDROP TABLE tenants;\n")
                .write("migrations/000002_payments.up.sql", TWO)
                .write("migrations/000002_payments.down.sql", TWO_BACK)
                .commit("Payments");
    }

    @AfterEach
    void close() {
        postgres.drop();
    }

    @Test
    void aHalfAppliedMigrationIsFinishedBackward() throws Exception {
        dirty(2, ONE + ROWS + HALF + "INSERT INTO payments VALUES (1, 1, now()), (2, 2, now());");
        try (Walk walk = walk();
                Connection reader = postgres.connect()) {
            walk.click("verdict-action").see("repair-down-2-from-2").look("repair", "repair-ways");
            walk.click("repair-down-2-from-2").click("repair-preview");
            walk.see("preview-counted").look("preview-page", "repair-back-preview");
            walk.click("back")
                    .click("repair-down-2-from-2")
                    .click("repair-preview")
                    .see("preview-counted");
            toConfirm(walk);
            // The pictures of the wait take as long as the machine needs.
            walk.retype("save-folder", saves()).retype("lock-timeout", "300");
            walk.click("typed-name").type("orchard_billing").look("typed-name", "repair-back-confirm");
            reader.setAutoCommit(false);
            reader.createStatement().execute("LOCK TABLE payments IN ACCESS SHARE MODE");
            walk.click("action").see("holders").look("run-page", "repair-back-running");
            reader.rollback();
            walk.see("outcome-heading").look("outcome", "repair-back-outcome");
            assertEquals("orchard_billing is clean at 1", walk.text("outcome-heading"));
            walk.click("cancel");
            Walk.await(() -> walk.verdict() instanceof Verdict.Behind);
            assertEquals(new Verdict.Behind(1, Version.of(1)), walk.verdict());
        }
        assertEquals("1 false", row());
        assertNull(postgres.value("SELECT to_regclass('payments')"));
        assertEquals("40", postgres.value("SELECT count(*) FROM invoices"));
    }

    @Test
    void aMarkThatIsAllThatIsWrongIsTakenOff() throws Exception {
        dirty(2, ONE + ROWS);
        try (Walk walk = walk()) {
            walk.click("verdict-action").click("repair-clean-at-1");
            walk.click("repair-preview").see("preview-counted").look("preview-page", "repair-clean-preview");
            toConfirm(walk);
            walk.type("orchard_billing");
            walk.click("action").see("outcome-heading");
            walk.click("cancel");
            Walk.await(() -> walk.verdict() instanceof Verdict.Behind);
        }
        assertEquals("1 false", row());
    }

    @Test
    void everythingIsDroppedOnceItsRowsAreSavedAndTheyGoBackOnceTheirTablesAreThereAgain() throws Exception {
        dirty(
                2,
                ONE + ROWS + HALF
                        + "CREATE TABLE by_hand (id int); INSERT INTO by_hand VALUES (7); CREATE EXTENSION pgcrypto;");
        try (Walk walk = walk()) {
            walk.click("database-chip").click("menu-reset");
            walk.see("preview-counted").look("preview-page", "reset-preview");
            Walk.await(
                    () -> walk.words("preview-cost").equals("This drops 4 tables and 1 sequence. 43 rows are lost."));
            toConfirm(walk);
            walk.retype("save-folder", saves())
                    .click("typed-name")
                    .type("orchard_billing")
                    .look("typed-name", "reset-confirm");
            walk.click("action").see("outcome-heading").look("outcome", "reset-outcome");
            assertEquals("0", postgres.value("SELECT count(*) FROM schema_migrations"));
            assertNull(postgres.value("SELECT to_regclass('invoices')"));
            walk.click("put-back").see("preview-failure").look("plan-again", "load-too-early");
            // As golang-migrate does.
            postgres.execute(ONE + TWO + "INSERT INTO schema_migrations VALUES (2, false)");
            walk.click("plan-again").see("preview-counted").look("preview-page", "load-preview");
            toConfirm(walk);
            walk.type("orchard_billing");
            walk.click("action").see("outcome-heading").look("outcome", "load-outcome");
            assertEquals("Saved rows are back in orchard_billing", walk.text("outcome-heading"));
            walk.click("cancel");
            Walk.await(() -> walk.verdict() instanceof Verdict.InSync);
        }
        assertEquals(
                "40 820 Ada",
                postgres.value(
                        "SELECT concat_ws(' ', count(*), sum(total)::int / 10, (SELECT name FROM tenants WHERE id = 1))"
                                + " FROM invoices"));
        assertNull(postgres.value("SELECT to_regclass('by_hand')"));
    }

    /** Over the pages between the preview and the confirmation. */
    private static void toConfirm(Walk walk) throws Exception {
        walk.click("action").grow("typed-name").see("confirm-counted");
    }

    private Walk walk() throws Exception {
        UserFolders folders = new UserFolders(folder.resolve("config"), folder.resolve("data"));
        return new Walk(
                folders, new Workspace(postgres.settings(), repository.root().toString(), List.of()));
    }

    private String saves() {
        return folder.resolve("saves").toString();
    }

    private void dirty(int version, String made) {
        postgres.execute("CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (" + version + ", true);" + made);
    }

    private String row() {
        return String.valueOf(postgres.value("SELECT version || ' ' || dirty FROM schema_migrations"));
    }
}
