package dev.backstep.rollback.saved;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.rollback.LiveRollbackDesk;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.run.Saving;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A Backstep of its own that saves a table and drops it; with "wait" it stops in the middle of the file. */
final class SavingProcess {

    static final String DOWN = "DROP TABLE gone";

    private SavingProcess() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(arguments[0]), arguments[1], "postgres", "disable", null, null);
        boolean waits = arguments[3].equals("wait");
        boolean dumps = arguments[3].equals("dump");
        try (Database database = Database.open(settings, "s3cret".toCharArray())) {
            Plan plan = database.read(connection -> Plan.of(
                    database.identity(connection),
                    MigrationTools.named("golang-migrate").read(connection, SavedScene.TABLE),
                    null,
                    List.of(SavedScene.step(1, "", DOWN))));
            LiveRollbackDesk desk = new LiveRollbackDesk(
                    database,
                    _ -> new byte[0],
                    _ -> {
                        throw new AssertionError();
                    },
                    new Journal(Path.of(arguments[2], "journal")));
            System.out.println(desk.dumpProblem().map(Unsaved::sentence).orElse("can dump"));
            var ran = desk.run(
                    plan,
                    new SaveChoice.ToFolder(Path.of(arguments[4]), dumps),
                    SavedScene.QUICK,
                    new SavedScene.Quiet() {
                        @Override
                        public void saving(Saving now) {
                            if (waits && now.phase() == Saving.Phase.WRITING && now.rows() > 0) {
                                System.out.println("in the middle");
                                stop();
                            }
                        }
                    });
            System.out.println(ran.outcome());
        }
    }

    private static void stop() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
