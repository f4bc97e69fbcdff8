package dev.backstep.rollback.export;

import dev.backstep.text.Text;
import java.util.Map;

/** The report of a run as Markdown. */
public final class RunMarkdown {

    private RunMarkdown() {}

    /** The page, to be written as UTF-8. */
    public static String of(RunAccount account) {
        ReportText report = ReportText.of(account);
        StringBuilder page = new StringBuilder();
        line(page, "# " + escape(report.outcome().heading()));
        line(page, "");
        report.outcome().facts().forEach(fact -> line(page, "- " + escape(fact)));
        report.outcome().next().forEach(next -> line(page, "- " + escape(next)));
        line(page, "");
        line(page, "## " + escape(report.title()));
        line(page, "");
        for (Map.Entry<String, String> fact : report.facts()) {
            line(page, "- " + escape(fact.getKey()) + ": " + escape(fact.getValue()));
        }
        line(page, "");
        line(page, "## " + escape(Text.of("report.run.steps")));
        for (int i = 0; i < report.steps().size(); i++) {
            ReportText.Line step = report.steps().get(i);
            line(page, "");
            line(
                    page,
                    (i + 1) + ". " + escape(step.name()) + (step.took().isEmpty() ? "" : ", " + escape(step.took())));
            if (!step.source().isEmpty()) {
                line(page, "   - " + escape(step.source()));
            }
            step.findings().forEach(finding -> line(page, "   - " + escape(finding)));
        }
        return page.toString();
    }

    private static String escape(String text) {
        return PlanMarkdown.escape(text);
    }

    private static void line(StringBuilder page, String text) {
        page.append(text).append('\n');
    }
}
