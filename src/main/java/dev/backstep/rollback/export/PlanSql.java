package dev.backstep.rollback.export;

import dev.backstep.model.BackstepException;
import dev.backstep.model.History;
import dev.backstep.model.HistoryTable;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.Recording;
import dev.backstep.rollback.run.RunLimits;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.tool.HistoryTables;
import dev.backstep.tool.MigrationTool;
import dev.backstep.tool.MigrationTools;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A plan as a script for psql, which does what a run does: under the history table's lock, only on the history the plan
 * was made for, all or nothing where the scripts allow it. It does not take the tool's advisory locks, and says so.
 *
 * <p>Each step's text stands byte for byte between the line {@code -- >>> step …} and the line {@code -- <<< step …},
 * with one line break added after it. Where psql would not read the text as the server does, it stands between dollar
 * quotes and is sent whole by {@code \gexec}, which looks for no psql commands and variables in it.
 */
public final class PlanSql {

    private final Plan plan;
    private final Impact impact;
    private final HistoryTable table;
    private final MigrationTool tool;
    private final StringBuilder script = new StringBuilder();

    private PlanSql(Plan plan, Impact impact) {
        this.plan = plan;
        this.impact = impact;
        this.table = plan.history().table();
        this.tool = MigrationTools.named(table.tool());
    }

    /**
     * The script, to be written as UTF-8.
     *
     * @throws BackstepException when the plan cannot run, so that no script can do what it says
     */
    public static String of(Plan plan, Impact impact, Instant madeAt) throws BackstepException {
        if (!plan.runnable()) {
            throw new BackstepException("export.blocked", null);
        }
        PlanSql sql = new PlanSql(plan, impact);
        sql.header(madeAt);
        if (plan.oneTransaction()) {
            sql.oneTransaction();
        } else {
            sql.stepByStep();
        }
        return sql.script.toString();
    }

    private void header(Instant madeAt) {
        comment(Text.of("export.sql.title", PlanText.heading(plan)));
        comment(Text.of("export.sql.database", PlanText.database(plan), server()));
        comment(Text.of("export.sql.history", Visible.of(table.toString())));
        comment(Text.of("export.sql.plan", plan.fingerprint().hex()));
        comment(Text.of(
                "export.sql.made", madeAt.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        comment(PlanText.summary(plan));
        PlanText.reasons(plan).forEach(this::comment);
        CostText.lines(plan, impact).forEach(this::comment);
        comment(Text.of("export.sql.how"));
        comment(Text.of("export.sql.stopFirst"));
        line("");
        line("\\set ON_ERROR_STOP on");
        line("\\encoding UTF8");
        line("SET lock_timeout = '" + RunLimits.DEFAULT.lockTimeout().toMillis() + "ms';");
    }

    private void oneTransaction() {
        begin(plan.history());
        History before = plan.history();
        for (int i = 0; i < plan.steps().size(); i++) {
            step(i);
            record(plan.steps().get(i), before);
            before = plan.steps().get(i).after(before);
        }
        commit();
    }

    private void stepByStep() {
        History before = plan.history();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (step.transactional()) {
                begin(before);
                step(i);
            } else {
                line("");
                line(guard(before));
                step(i);
                begin(before);
            }
            record(step, before);
            commit();
            before = step.after(before);
        }
    }

    private void begin(History expected) {
        line("");
        line("BEGIN;");
        line(HistoryTables.lock(table) + ";");
        line(guard(expected));
    }

    private String guard(History expected) {
        return SqlQuoting.guard(plan.database().database(), tool.expectation(expected));
    }

    private void record(Step step, History before) {
        line("");
        Recording.of(tool, plan, step, before).forEach(sent -> line(sent + ";"));
    }

    private void commit() {
        line("COMMIT;");
    }

    private void step(int index) {
        Step step = plan.steps().get(index);
        String text = step.text() == null ? "" : step.text();
        line("");
        FindingText.of(step, impact.of(index))
                .forEach(finding -> comment(finding.words().line()));
        comment(">>> " + title(index));
        if (PsqlReading.exact(text) && !controlsTransactions(step)) {
            line(text);
            comment("<<< " + title(index));
            line(";");
        } else {
            String tag = SqlQuoting.dollarTag("step_" + (index + 1), text);
            line("SELECT " + tag + text + tag + " \\gexec");
            comment("<<< " + title(index));
        }
    }

    private String title(int index) {
        Step step = plan.steps().get(index);
        String from = step.source() == null ? "" : " (" + PlanText.source(step.source(), ZoneOffset.UTC) + ")";
        return Text.of(
                        "export.sql.step",
                        index + 1,
                        plan.steps().size(),
                        PlanText.title(plan, step),
                        PlanText.version(step.leavesAt()))
                + from;
    }

    private static boolean controlsTransactions(Step step) {
        return step.findings().stream().anyMatch(Finding.TransactionControl.class::isInstance);
    }

    private String server() {
        return Visible.of(plan.database().server());
    }

    private void comment(String text) {
        line("-- " + text);
    }

    private void line(String text) {
        script.append(text).append('\n');
    }
}
