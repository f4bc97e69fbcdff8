package dev.backstep.rollback.run;

import dev.backstep.database.Database;
import dev.backstep.model.HistoryTable;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.tool.MigrationTool;

/**
 * What is to be run, and where.
 *
 * @param database the database
 * @param tool the tool whose history it is
 * @param plan the plan
 */
record Job(Database database, MigrationTool tool, Plan plan) {

    HistoryTable table() {
        return plan.history().table();
    }

    Step step(int index) {
        return plan.steps().get(index);
    }

    int lastStep() {
        return plan.steps().size() - 1;
    }
}
