package dev.backstep.rollback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.database.Database;
import dev.backstep.fixture.Postgres;
import dev.backstep.journal.Journal;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Migration;
import dev.backstep.model.Session;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRollbackDeskTest {

    private static final HistoryTable TABLE = new HistoryTable("golang-migrate", "public", "schema_migrations");

    @TempDir
    private Path folder;

    @Test
    void theReportOfARunIsKeptInTheJournal() throws Exception {
        Postgres postgres = Postgres.freshDatabase();
        postgres.execute("CREATE TABLE schema_migrations (version bigint primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (2, false); CREATE TABLE a (id int)");
        try (Database database = Database.open(postgres.settings(), null)) {
            LiveRollbackDesk desk =
                    new LiveRollbackDesk(database, _ -> new byte[0], _ -> TrackAnalysis.none(), new Journal(folder));
            Plan plan = database.read(connection -> Plan.of(
                    database.identity(connection),
                    MigrationTools.named("golang-migrate").read(connection, TABLE),
                    Version.of(1),
                    List.of(new Step(
                            new Migration(Version.of(2), "a", null, null),
                            "DROP TABLE a",
                            null,
                            Version.of(1),
                            List.of("DROP TABLE a"),
                            List.of(),
                            List.of()))));
            RunOutcome outcome = desk.run(plan, new SaveChoice.Nothing(), RunLimits.DEFAULT, new Unheard())
                    .outcome();
            assertInstanceOf(RunOutcome.RolledBack.class, outcome);
            try (Stream<Path> kept = Files.list(folder.resolve("reports"))) {
                List<Path> pages =
                        kept.filter(file -> file.toString().endsWith(".html")).toList();
                assertEquals(1, pages.size());
                String page = Files.readString(pages.getFirst());
                assertTrue(page.contains(plan.fingerprint().hex()), page);
                assertTrue(page.contains("<th scope=\"row\">Role</th><td>postgres</td>"), page);
                assertTrue(page.contains("1 migration was undone in "), page);
            }
        } finally {
            postgres.drop();
        }
    }

    /** Listens to nothing. */
    private static final class Unheard implements RunProgress {
        @Override
        public void waitingForLock(List<Session> holders) {}

        @Override
        public void locked() {}

        @Override
        public void stepStarted(int index) {}

        @Override
        public void stepFinished(int index, Duration time) {}

        @Override
        public void committing() {}
    }
}
