package dev.backstep.rollback.program;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.RunHtml;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a command's run, to be kept and handed on: neither statements nor output nor rows, as any of them may hold
 * what is nobody's business.
 */
public final class ProgramReport {

    /** The version grows when a reader of the older one would misread. */
    private static final String FORMAT = "backstep-program-report/1";

    private final ProgramRan ran;
    private final OutcomeText words;
    private final String role;

    private ProgramReport(ProgramRan ran, String role) {
        this.ran = ran;
        this.role = role;
        words = ProgramText.of(ran);
    }

    /** @param role the role it connected as */
    public static ProgramReport of(ProgramRan ran, String role) {
        return new ProgramReport(ran, role);
    }

    private List<Map.Entry<String, String>> facts() {
        ProgramPlan plan = ran.plan();
        List<Map.Entry<String, String>> facts = new ArrayList<>();
        add(facts, "report.run.database", Visible.of(plan.database().database()));
        add(facts, "report.run.server", Visible.of(plan.database().server()));
        add(facts, "program.report.command", ProgramText.command(plan.command()));
        add(facts, "program.report.program", Visible.of(plan.program().toString()));
        add(facts, "program.report.folder", Visible.of(plan.command().folder().toString()));
        String variables = String.join(
                ", ", plan.command().variables().stream().map(Variable::name).toList());
        add(facts, "program.report.variables", variables);
        add(facts, "program.report.checkout", ProgramText.checkout(plan));
        add(facts, "report.run.fingerprint", plan.fingerprint());
        Remembered rehearsed = ran.rehearsed();
        String rehearsal = rehearsed == null ? Text.of("report.run.rehearsal.none") : ProgramText.sentence(rehearsed);
        add(facts, "report.run.rehearsal", rehearsal);
        add(facts, "report.run.started", time(ran.startedAt()));
        add(facts, "report.run.ended", time(ran.endedAt()));
        add(facts, "report.run.role", Visible.of(role));
        add(facts, "report.run.person", Visible.of(System.getProperty("user.name", "")));
        return facts;
    }

    private static void add(List<Map.Entry<String, String>> facts, String key, String value) {
        facts.add(Map.entry(Text.of(key), value));
    }

    private List<String> changes() {
        return ran.outcome() instanceof ProgramRan.Ran done ? ProgramText.changes(done.catalog()) : List.of();
    }

    /** As Markdown, which reads as plain text, too. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        line(page, "# " + escape(words.heading()));
        line(page, "");
        words.facts().forEach(fact -> line(page, "- " + escape(fact)));
        words.next().forEach(next -> line(page, "- " + escape(next)));
        line(page, "");
        line(page, "## " + Text.of("program.report.title"));
        line(page, "");
        facts().forEach(fact -> line(page, "- " + escape(fact.getKey()) + ": " + escape(fact.getValue())));
        if (!changes().isEmpty()) {
            line(page, "");
            line(page, "## " + Text.of("program.report.changes"));
            line(page, "");
            changes().forEach(change -> line(page, "- " + escape(change)));
        }
        return page.toString();
    }

    /** As one HTML page that loads nothing. */
    public String html() {
        StringBuilder page = new StringBuilder(RunHtml.head(words.heading()));
        line(page, "<h1>" + RunHtml.escape(words.heading()) + "</h1>");
        line(page, "<div class=\"outcome\">");
        list(page, words.facts());
        line(page, "</div>");
        list(page, words.next());
        line(page, "<h2>" + RunHtml.escape(Text.of("program.report.title")) + "</h2>");
        line(page, "<table class=\"facts\">");
        facts().forEach(fact -> line(
                page,
                "<tr><th scope=\"row\">" + RunHtml.escape(fact.getKey()) + "</th><td>" + RunHtml.escape(fact.getValue())
                        + "</td></tr>"));
        line(page, "</table>");
        if (!changes().isEmpty()) {
            line(page, "<h2>" + RunHtml.escape(Text.of("program.report.changes")) + "</h2>");
            list(page, changes());
        }
        line(page, "</body>");
        line(page, "</html>");
        return page.toString();
    }

    /** As JSON; its form is a contract, written down in docs/command-line.md. */
    public String json() {
        ProgramPlan plan = ran.plan();
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("startedAt", ran.startedAt().toString());
        json.addProperty("endedAt", ran.endedAt().toString());
        json.addProperty("role", role);
        json.addProperty("person", System.getProperty("user.name", ""));
        json.addProperty("fingerprint", plan.fingerprint());
        json.addProperty("server", plan.database().server());
        json.addProperty("database", plan.database().database());
        json.addProperty("command", ProgramText.command(plan.command()));
        json.addProperty("program", plan.program().toString());
        json.addProperty("folder", plan.command().folder().toString());
        json.addProperty("commit", plan.checkout().commit());
        json.addProperty("changedFiles", plan.checkout().changed());
        ToolEnd end = ran.end();
        json.addProperty("exitCode", end == null ? null : end.exit());
        json.addProperty(
                "statements",
                end == null ? null : end.traffic().sent().size() + end.traffic().omitted());
        json.addProperty("outcome", word());
        json.addProperty("sentence", words.heading());
        json.add("facts", strings(words.facts()));
        json.add("next", strings(words.next()));
        json.add("changes", strings(changes()));
        return new GsonBuilder()
                        .serializeNulls()
                        .disableHtmlEscaping()
                        .setPrettyPrinting()
                        .create()
                        .toJson(json)
                + "\n";
    }

    private String word() {
        return switch (ran.outcome()) {
            case ProgramRan.Ran done ->
                done.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            case ProgramRan.Changed _ -> "changed";
            case ProgramRan.NotStarted _ -> "not-started";
            case ProgramRan.Unknown _ -> "unknown";
        };
    }

    private static JsonArray strings(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static void list(StringBuilder page, List<String> sentences) {
        if (!sentences.isEmpty()) {
            line(page, "<ul>");
            sentences.forEach(sentence -> line(page, "<li>" + RunHtml.escape(sentence) + "</li>"));
            line(page, "</ul>");
        }
    }

    private static String escape(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC).toString();
    }

    private static void line(StringBuilder page, String text) {
        page.append(text).append('\n');
    }
}
