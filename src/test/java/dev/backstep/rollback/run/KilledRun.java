package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.journal.Journal;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.nio.file.Path;
import java.util.List;

/** A Backstep of its own that rolls back until somebody kills it. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(arguments[0]), arguments[1], "postgres", "disable", null, null);
        MigrationTool tool = MigrationTools.named("golang-migrate");
        try (Database database = Database.open(settings, null)) {
            Plan plan = database.read(connection -> Plan.of(
                    database.identity(connection),
                    tool.read(connection, Scene.TABLE),
                    Version.of(1),
                    List.of(
                            Scene.step(3, List.of("DROP TABLE c"), List.of()),
                            Scene.step(2, List.of("DROP TABLE b; SELECT pg_sleep(300)"), List.of()))));
            new RollbackRun(database, tool, new Journal(Path.of(arguments[2])))
                    .run(plan, RunLimits.DEFAULT, new Heard());
        }
    }
}
