package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.run.RunOutcome;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The report of a run as plain text, to hand on. */
public final class RunReport {

    private RunReport() {}

    /** Plan and outcome; {@code endedAt} is when the outcome was known, {@code more} what is to be said besides. */
    public static String of(Plan plan, RunOutcome outcome, List<String> more, Instant endedAt) {
        OutcomeText words = OutcomeText.of(plan, outcome).with(more);
        StringBuilder report = new StringBuilder();
        line(report, words.heading());
        words.facts().forEach(fact -> line(report, "- " + fact));
        words.next().forEach(next -> line(report, "- " + next));
        line(report, "");
        line(report, PlanText.heading(plan));
        line(report, PlanText.summary(plan));
        line(
                report,
                Text.of(
                        "export.sql.database",
                        PlanText.database(plan),
                        Visible.of(plan.database().server())));
        line(
                report,
                Text.of("export.sql.history", Visible.of(plan.history().table().toString())));
        line(report, Text.of("export.sql.plan", plan.fingerprint().hex()));
        line(
                report,
                Text.of(
                        "export.report.ended",
                        endedAt.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        for (int i = 0; i < plan.steps().size(); i++) {
            line(report, (i + 1) + ". " + step(plan, plan.steps().get(i)));
        }
        return report.toString();
    }

    private static String step(Plan plan, Step step) {
        String migration = PlanText.title(plan, step);
        return step.source() == null
                ? migration
                : migration + " (" + PlanText.source(step.source(), ZoneOffset.UTC) + ")";
    }

    private static void line(StringBuilder report, String text) {
        report.append(text).append('\n');
    }
}
