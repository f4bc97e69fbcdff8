package dev.backstep.benchmark;

import dev.backstep.analysis.Analyst;
import dev.backstep.fixture.GitFixture;
import dev.backstep.fixture.Postgres;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.journal.Journal;
import dev.backstep.model.Session;
import dev.backstep.model.Timeline;
import dev.backstep.model.Workspace;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.saved.SaveChoice;
import dev.backstep.tool.MigrationTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Running a rollback of 50 steps, against {@code psql -1 -f} of the same text. Both times begin without the connection that
 * it runs on and end when it is committed; Backstep's has the tool's locks and the checks under them in it, the record for
 * putting it back, and reads what is true after. It begins when the person has confirmed what was shown: what both doors
 * show before that, the costs, the checks and what would be saved, is read before it, as it is there.
 */
final class Rollback {

    private static final int STEPS = 50;

    private Rollback() {}

    static Comparison compare(Path folder) throws Exception {
        Path root =
                Prepared.repository(folder.resolve("rollback"), Rollback::fill).root();
        Path script = Files.writeString(
                folder.resolve("rollback.sql"),
                IntStream.iterate(STEPS, i -> i >= 1, i -> i - 1)
                                .mapToObj(Rollback::down)
                                .collect(Collectors.joining()) + "TRUNCATE schema_migrations;\n");
        return Comparison.of(
                "Rolling back 50 steps",
                "psql -1 -f of the same text",
                "ms",
                1.15,
                Comparison.ROUNDS,
                () -> psql(script),
                () -> backstep(folder, root));
    }

    private static void fill(GitFixture repository) {
        for (int i = 1; i <= STEPS; i++) {
            repository
                    .write("migrations/" + i + "_step.up.sql", up(i))
                    .write("migrations/" + i + "_step.down.sql", down(i));
        }
        repository.commit("steps");
    }

    private static double psql(Path script) throws Exception {
        Postgres database = migrated();
        List<String> command = List.of(
                "psql",
                "-q",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "localhost",
                "-p",
                Integer.toString(Postgres.port()),
                "-U",
                Postgres.USER,
                "-d",
                database.name(),
                "-1",
                "-f",
                script.toString());
        long start = System.nanoTime();
        ColdProcess.output(command);
        return finish(database, start);
    }

    private static double backstep(Path folder, Path root) throws Exception {
        Postgres database = migrated();
        Workspace workspace = new Workspace(database.settings(), root.toString(), List.of());
        Journal journal = new Journal(folder.resolve("journal"));
        try (OpenWorkspace open = new OpenWorkspace(workspace, null, MigrationTools.all(), journal)) {
            Timeline timeline = open.inspect().timelines().getFirst();
            // Nothing is rehearsed here, so it never starts a server.
            ReplayDesk replays = new LiveReplayDesk(folder, folder.resolve("postgresql"), ReplayLimits.DEFAULT);
            LiveRollbackDesk desk =
                    new LiveRollbackDesk(open.database(), open, new Analyst(open).reading(true), journal, replays);
            Plan plan = desk.plan(timeline, null, Map.of());
            desk.impact(plan);
            desk.check(plan);
            desk.salvage(plan);
            long start = System.nanoTime();
            RunOutcome outcome = desk.run(plan, new SaveChoice.Nothing(), RunLimits.DEFAULT, new Silent())
                    .outcome();
            if (!(outcome instanceof RunOutcome.RolledBack)) {
                throw new IllegalStateException(outcome.toString());
            }
            return finish(database, start);
        }
    }

    private static double finish(Postgres database, long start) {
        double time = (System.nanoTime() - start) / 1e6;
        String left = database.value("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'step%'");
        if (!"0".equals(left)) {
            throw new IllegalStateException(left + " tables are left");
        }
        database.drop();
        return time;
    }

    private static Postgres migrated() throws IOException {
        Postgres database = Postgres.freshDatabase();
        database.execute(IntStream.rangeClosed(1, STEPS).mapToObj(Rollback::up).collect(Collectors.joining())
                + "CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null);"
                + "INSERT INTO schema_migrations VALUES (" + STEPS + ", false);");
        return database;
    }

    private static String up(int i) {
        return """
                CREATE TABLE step_%1$d (id bigint PRIMARY KEY, name text NOT NULL, score integer);
                INSERT INTO step_%1$d SELECT n, 'row ' || n, n FROM generate_series(1, 200) n;
                CREATE INDEX idx_step_%1$d_score ON step_%1$d (score);
                """.formatted(i);
    }

    private static String down(int i) {
        return """
                DROP INDEX idx_step_%1$d_score;
                UPDATE step_%1$d SET score = NULL WHERE score > 100;
                ALTER TABLE step_%1$d DROP COLUMN score;
                DROP TABLE step_%1$d;
                """.formatted(i);
    }

    private static final class Silent implements RunProgress {
        @Override
        public void waitingForLock(List<Session> holders) {
            // Nobody is told.
        }

        @Override
        public void locked() {
            // Nobody is told.
        }

        @Override
        public void stepStarted(int index) {
            // Nobody is told.
        }

        @Override
        public void stepFinished(int index, Duration time) {
            // Nobody is told.
        }

        @Override
        public void committing() {
            // Nobody is told.
        }
    }
}
