package dev.backstep.rollback.export;

import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A plan as Markdown, to be read and discussed: every step's findings and whole text. */
public final class PlanMarkdown {

    private final StringBuilder page = new StringBuilder();

    private PlanMarkdown() {}

    /**
     * The page, to be written as UTF-8.
     *
     * @param rehearsed the last rehearsal of this very plan; null where there was none
     */
    public static String of(Plan plan, Impact impact, @Nullable Rehearsed rehearsed, Instant madeAt) {
        PlanMarkdown markdown = new PlanMarkdown();
        markdown.header(plan, impact, rehearsed, madeAt);
        for (int i = 0; i < plan.steps().size(); i++) {
            markdown.step(plan, i, impact.of(i));
        }
        return markdown.page.toString();
    }

    private void header(Plan plan, Impact impact, @Nullable Rehearsed rehearsed, Instant madeAt) {
        line("# " + escape(PlanText.heading(plan)));
        line("");
        line(escape(PlanText.summary(plan)));
        PlanText.reasons(plan).forEach(reason -> line(escape(reason)));
        CostText.lines(plan, impact).forEach(cost -> line(escape(cost)));
        line("");
        item(
                "export.sql.database",
                PlanText.database(plan),
                Visible.of(plan.database().server()));
        item("export.sql.history", Visible.of(plan.history().table().toString()));
        item("export.sql.plan", plan.fingerprint().hex());
        item("export.sql.made", madeAt.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
        item("export.markdown.rehearsal", ReportText.rehearsal(plan, rehearsed));
        PlanText.blockers(plan).forEach(blocker -> line("- **" + escape(blocker) + "**"));
    }

    private void step(Plan plan, int index, StepImpact impact) {
        Step step = plan.steps().get(index);
        line("");
        line("## " + (index + 1) + ". " + escape(PlanText.title(plan, step)));
        line("");
        if (step.source() != null) {
            item("export.markdown.source", PlanText.source(step.source(), ZoneOffset.UTC));
        }
        item("export.markdown.leavesAt", PlanText.version(step.leavesAt()));
        for (FindingText.Weighed finding : FindingText.of(step, impact)) {
            FindingText words = finding.words();
            line("- **" + escape(words.title()) + "** — " + escape(words.sentence()));
        }
        if (step.text() != null) {
            HiddenCharacters.in(step.text()).ifPresent(words -> line("- " + escape(words.line())));
            line("");
            code(step.text());
        }
    }

    private void code(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        line(fence + "sql");
        page.append(text);
        if (!text.endsWith("\n")) {
            page.append('\n');
        }
        line(fence);
    }

    private void item(String key, Object... arguments) {
        line("- " + escape(Text.of(key, arguments)));
    }

    static String escape(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|~])", "\\\\$1");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
