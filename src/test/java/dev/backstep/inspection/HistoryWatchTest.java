package dev.backstep.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.fixture.Proxy;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWatchTest {

    private static final String TABLE =
            "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);";

    @TempDir
    private Path folder;

    private final Postgres postgres = Postgres.freshDatabase();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile boolean wanted = true;
    private GitFixture repository;
    private OpenWorkspace open;
    private @Nullable HistoryWatch watch;

    @BeforeEach
    void aDatabaseAtOne() {
        repository = GitFixture.init(folder.resolve("repository"))
                .write("db/1_a.up.sql", "CREATE TABLE a ();")
                .commit("One");
        postgres.execute(TABLE + "INSERT INTO schema_migrations VALUES (1, false)");
        open = open(postgres.settings());
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
        open.close();
    }

    @Test
    void tellsOfAnotherVersionWithinTwoSecondsAndUntilItIsInspected() throws Exception {
        start();
        assertEquals("answers true", next());
        postgres.execute("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (2, false)");
        assertEquals("changed", heard.poll(2, TimeUnit.SECONDS));
        assertEquals("changed", heard.poll(2, TimeUnit.SECONDS));
        open.inspect();
        heard.clear();
        assertNull(heard.poll(1500, TimeUnit.MILLISECONDS));
    }

    @Test
    void tellsOfTheSameVersionWrittenAgainOfTheDirtyMarkAndOfATableThatGoes() throws Exception {
        start();
        assertEquals("answers true", next());
        for (String change : List.of(
                "TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES (1, false)",
                "UPDATE schema_migrations SET dirty = true",
                "TRUNCATE schema_migrations",
                "DROP TABLE schema_migrations",
                TABLE)) {
            postgres.execute(change);
            assertEquals("changed", heard.poll(2, TimeUnit.SECONDS), change);
            open.inspect();
            heard.clear();
        }
    }

    @Test
    void leavesNoTransactionOpenAndNoTrace() throws Exception {
        start();
        assertEquals("answers true", next());
        String busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + postgres.name()
                + "' AND application_name = 'Backstep' AND xact_start < now() - interval '500 ms'";
        for (int i = 0; i < 20; i++) {
            assertEquals("0", postgres.value(busy));
            assertNull(heard.poll(100, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void asksNothingWhileNobodyLooksAndCatchesUpAfterwards() throws Exception {
        wanted = false;
        start();
        postgres.execute("UPDATE schema_migrations SET version = 2");
        assertNull(heard.poll(2500, TimeUnit.MILLISECONDS));
        wanted = true;
        assertEquals("answers true", next());
        assertEquals("changed", next());
    }

    @Test
    void saysWhenTheDatabaseDoesNotAnswerAnyMore() throws Exception {
        open.close();
        try (Proxy proxy = new Proxy(Postgres.port())) {
            ConnectionSettings through = new ConnectionSettings(
                    "127.0.0.1", proxy.port(), postgres.name(), Postgres.USER, "disable", null, null);
            open = open(through);
            start();
            assertEquals("answers true", next());
            proxy.vanish();
            assertEquals("answers false", next());
        }
    }

    @Test
    void aRunningMigrationIsNoReasonToLookAway() throws Exception {
        start();
        assertEquals("answers true", next());
        try (var migration = postgres.connect()) {
            migration.setAutoCommit(false);
            try (var statement = migration.createStatement()) {
                statement.execute("LOCK TABLE schema_migrations IN ACCESS EXCLUSIVE MODE");
                assertNull(heard.poll(7, TimeUnit.SECONDS));
                statement.execute("UPDATE schema_migrations SET version = 2");
                migration.commit();
            }
        }
        assertEquals("changed", heard.poll(3, TimeUnit.SECONDS));
    }

    @Test
    void stopsOnceItIsClosed() throws Exception {
        start();
        assertEquals("answers true", next());
        assertNotNull(watch);
        watch.close();
        postgres.execute("UPDATE schema_migrations SET version = 2");
        assertNull(heard.poll(2, TimeUnit.SECONDS));
    }

    private void start() {
        open.inspect();
        watch = open.watchHistory(() -> wanted, new HistoryWatch.Listener() {
            @Override
            public void changed() {
                heard.add("changed");
            }

            @Override
            public void answers(boolean answers) {
                heard.add("answers " + answers);
            }
        });
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private OpenWorkspace open(ConnectionSettings settings) {
        return new OpenWorkspace(
                new Workspace(settings, repository.root().toString(), List.of()),
                null,
                MigrationTools.all(),
                new Journal(folder.resolve("journal")));
    }
}
