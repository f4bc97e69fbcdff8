package dev.backstep.rollback.export;

import dev.backstep.text.Text;
import java.util.List;
import java.util.Map;

/** The report of a run as one HTML page that needs nothing else: no script, no font, no picture, nothing to load. */
public final class RunHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #d0d7de; --muted: #57606a; --tint: #f6f8fa; }
            @media (prefers-color-scheme: dark) { :root { --line: #30363d; --muted: #8b949e; --tint: #161b22; } }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
            th { font-weight: 600; } .facts th { width: 11rem; font-weight: 400; color: var(--muted); }
            td { overflow-wrap: anywhere; } td ul { margin: 0; padding-left: 1.1rem; }
            .took { white-space: nowrap; } .muted { color: var(--muted); }
            .outcome { border-left: 4px solid var(--line); background: var(--tint); padding: .5rem 1rem; }
            """;

    private final StringBuilder page = new StringBuilder();

    private RunHtml() {}

    /** The page, to be written as UTF-8. */
    public static String of(RunAccount account) {
        return new RunHtml().page(ReportText.of(account));
    }

    /** What stands before a page's body. */
    public static String head(String title) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                """.formatted(escape(title), STYLE);
    }

    private String page(ReportText report) {
        page.append(head(report.outcome().heading()));
        line("<h1>" + escape(report.outcome().heading()) + "</h1>");
        line("<div class=\"outcome\">");
        list(report.outcome().facts());
        line("</div>");
        line("<h2>" + escape(Text.of("report.run.next")) + "</h2>");
        list(report.outcome().next());
        line("<h2>" + escape(report.title()) + "</h2>");
        facts(report.facts());
        line("<h2>" + escape(Text.of("report.run.steps")) + "</h2>");
        steps(report.steps());
        line("</body>");
        line("</html>");
        return page.toString();
    }

    private void facts(List<Map.Entry<String, String>> facts) {
        line("<table class=\"facts\">");
        facts.forEach(fact -> line("<tr><th scope=\"row\">" + escape(fact.getKey()) + "</th><td>"
                + escape(fact.getValue()) + "</td></tr>"));
        line("</table>");
    }

    private void steps(List<ReportText.Line> steps) {
        line("<table>");
        line("<tr><th scope=\"col\">" + escape(Text.of("report.run.step")) + "</th><th scope=\"col\">"
                + escape(Text.of("report.run.findings")) + "</th><th scope=\"col\">"
                + escape(Text.of("report.run.took"))
                + "</th></tr>");
        for (int i = 0; i < steps.size(); i++) {
            ReportText.Line step = steps.get(i);
            line("<tr><td>" + (i + 1) + ". " + escape(step.name()) + "<br><span class=\"muted\">"
                    + escape(step.source()) + "</span></td><td>");
            list(step.findings());
            line("</td><td class=\"took\">" + escape(step.took()) + "</td></tr>");
        }
        line("</table>");
    }

    private void list(List<String> sentences) {
        if (!sentences.isEmpty()) {
            line("<ul>");
            sentences.forEach(sentence -> line("<li>" + escape(sentence) + "</li>"));
            line("</ul>");
        }
    }

    /** For text and for attributes in double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void line(String html) {
        page.append(html).append('\n');
    }
}
