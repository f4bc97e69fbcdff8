package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;

/** A Backstep of its own that rolls a {@link CrashScene} back, says when it begins, and says how it ended. */
final class CrashedRun {

    private CrashedRun() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(arguments[0]), arguments[1], "postgres", "disable", null, null);
        try (Database database = Database.open(settings, null)) {
            Plan plan = CrashScene.valueOf(arguments[3]).plan(database);
            RollbackRun run = new RollbackRun(
                    database, MigrationTools.named("golang-migrate"), new Journal(Path.of(arguments[2])));
            System.out.println("begins");
            System.out.println(run.run(plan, RunLimits.DEFAULT, new Heard()));
        }
    }
}
