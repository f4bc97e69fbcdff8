package dev.backstep.rollback.rehearsal;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.saved.SavedScene;
import dev.backstep.tool.MigrationTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Backstep of its own that rehearses a plan until somebody kills it. */
final class KilledRehearsal {

    static final String UP = "CREATE TABLE tree (id int)";
    static final String DOWN = "SELECT pg_sleep(300)";

    private KilledRehearsal() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(arguments[0]), arguments[1], "postgres", "disable", null, null);
        Path folder = Path.of(arguments[2]);
        Way way = Way.valueOf(arguments[3]);
        Step step = SavedScene.step(1, UP, DOWN);
        try (Database database = Database.open(settings, null);
                ReplayDesk replays = new LiveReplayDesk(
                        folder.resolve("servers"),
                        Path.of("target/replay/postgresql").toAbsolutePath(),
                        ReplayLimits.DEFAULT)) {
            Plan plan = database.read(connection -> Plan.of(
                    database.identity(connection),
                    MigrationTools.named("golang-migrate").read(connection, SavedScene.TABLE),
                    null,
                    List.of(step)));
            Rehearsal rehearsal = new LiveRehearsalDesk(
                            database,
                            List.of(step.migration()),
                            _ -> UP.getBytes(StandardCharsets.UTF_8),
                            replays,
                            new Journal(folder.resolve("journal")))
                    .rehearse(plan, way, new RehearsalProgress() {
                        @Override
                        public void preparing(Way now) {
                            System.out.println("preparing " + now);
                        }

                        @Override
                        public void replayed(int done, int total) {}

                        @Override
                        public void stepStarted(int index) {
                            System.out.println("step");
                        }

                        @Override
                        public void comparing() {}
                    });
            System.out.println(rehearsal);
        }
    }
}
