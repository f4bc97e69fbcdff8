package dev.backstep.rollback.export;

import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in words, in the order in which every report tells it; holds no script text, no row and no password.
 *
 * @param outcome how it ended, what is true now and what to do
 * @param title what was to be done
 * @param facts what ran, when, by whom, how long: each a label and its value
 * @param steps in order
 */
record ReportText(OutcomeText outcome, String title, List<Map.Entry<String, String>> facts, List<Line> steps) {

    /**
     * A step.
     *
     * @param name the migration
     * @param source where its script was found; empty when none was
     * @param took how long it took; empty when it did not end
     * @param findings what was known of it before, each a sentence
     */
    record Line(String name, String source, String took, List<String> findings) {}

    static ReportText of(RunAccount whole) {
        RunAccount account = whole.withoutServerWords();
        Plan plan = account.plan();
        List<Line> steps = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            steps.add(step(account, i));
        }
        return new ReportText(
                OutcomeText.of(plan, account.outcome()), PlanText.heading(plan), facts(account), List.copyOf(steps));
    }

    private static List<Map.Entry<String, String>> facts(RunAccount account) {
        Plan plan = account.plan();
        return List.of(
                Map.entry(Text.of("report.run.database"), PlanText.database(plan)),
                Map.entry(
                        Text.of("report.run.server"), Visible.of(plan.database().server())),
                Map.entry(
                        Text.of("report.run.history"),
                        Visible.of(plan.history().table().toString())),
                Map.entry(Text.of("report.run.plan"), PlanText.summary(plan)),
                Map.entry(Text.of("report.run.fingerprint"), plan.fingerprint().hex()),
                Map.entry(Text.of("report.run.rehearsal"), rehearsal(plan, account.rehearsed())),
                Map.entry(Text.of("report.run.started"), time(account.startedAt())),
                Map.entry(Text.of("report.run.ended"), time(account.endedAt())),
                Map.entry(Text.of("report.run.took"), OutcomeText.time(account.duration())),
                Map.entry(Text.of("report.run.role"), Visible.of(account.role())),
                Map.entry(Text.of("report.run.person"), Visible.of(account.person())));
    }

    /** How a plan's rehearsal went, and when, in a sentence. */
    static String rehearsal(Plan plan, @Nullable Rehearsed rehearsed) {
        return rehearsed == null
                ? Text.of("report.run.rehearsal.none")
                : RehearsalText.sentence(plan, rehearsed) + " (" + time(rehearsed.at()) + ")";
    }

    private static Line step(RunAccount account, int index) {
        Step step = account.plan().steps().get(index);
        Duration took = account.time(index);
        return new Line(
                PlanText.title(account.plan(), step),
                step.source() == null ? "" : PlanText.source(step.source(), ZoneOffset.UTC),
                took == null ? "" : OutcomeText.time(took),
                account.findings(index).stream()
                        .map(FindingText.Weighed::words)
                        .map(words -> words.title() + " — " + words.sentence())
                        .toList());
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC).toString();
    }
}
