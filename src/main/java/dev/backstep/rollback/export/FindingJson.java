package dev.backstep.rollback.export;

import static dev.backstep.rollback.export.PlanJson.array;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.backstep.model.Candidate;
import dev.backstep.model.Script;
import dev.backstep.rollback.impact.Amount;
import dev.backstep.rollback.impact.Measure;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Dependent;
import dev.backstep.rollback.plan.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding as JSON: its kind and words, what it is about, and what the database says about it. */
final class FindingJson {

    private FindingJson() {}

    static JsonObject of(FindingText.Weighed weighed, StepImpact impact) {
        Finding finding = weighed.finding();
        JsonObject json = new JsonObject();
        json.addProperty("kind", finding.getClass().getSimpleName());
        json.addProperty("severity", finding.severity().name());
        json.addProperty("title", weighed.words().title());
        json.addProperty("sentence", weighed.words().sentence());
        details(json, finding);
        Measure measure = impact.of(finding);
        if (measure != null) {
            json.add("measure", measure(measure));
        }
        return json;
    }

    private static void details(JsonObject json, Finding finding) {
        switch (finding) {
            case Finding.Ambiguous(List<Candidate> candidates) ->
                json.add("candidates", array(candidates, FindingJson::candidate));
            case Finding.Chosen chosen -> {
                json.add("candidate", candidate(chosen.candidate()));
                if (chosen.against() != null) {
                    json.addProperty("differencesOfNextBest", chosen.against());
                }
            }
            case Finding.Met(var kind, List<String> things) -> {
                json.addProperty("met", kind.name());
                strings(json, "things", things);
            }
            case Finding.TransactionControl(List<String> statements) -> strings(json, "statements", statements);
            case Finding.OutsideTransaction(List<String> statements) -> strings(json, "statements", statements);
            case Finding.MetaCommands(List<String> lines) -> strings(json, "lines", lines);
            case Finding.LosesData loss -> {
                json.addProperty("loss", loss.kind().name());
                json.addProperty("subject", loss.subject().toString());
                json.addProperty("cascades", loss.cascades());
                if (!loss.labels().isEmpty()) {
                    strings(json, "labels", loss.labels());
                }
            }
            case Finding.NotReversed reversal -> {
                json.addProperty("difference", reversal.kind().name());
                json.addProperty("subject", reversal.subject());
            }
            case Finding.TakesLock lock -> {
                json.addProperty("table", lock.table().toString());
                json.addProperty("lock", lock.lock().words());
                json.addProperty("work", lock.work().name());
            }
            case Finding.WorksUnderLock work ->
                json.addProperty("table", work.table().toString());
            case Finding.Unread unread -> json.addProperty("statement", unread.statement());
            case Finding.InTheWay(var subject, List<Dependent> dependents) ->
                dependents(json, subject.toString(), dependents);
            case Finding.Cascades(var subject, List<Dependent> dependents) ->
                dependents(json, subject.toString(), dependents);
            case Finding.NotThere missing ->
                json.addProperty("subject", missing.subject().toString());
            case Finding.DependentsUnknown unknown ->
                json.addProperty("subject", unknown.subject().toString());
            case Finding.CanGenerate can -> json.addProperty("text", can.text());
            case Finding.CannotGenerate(var irreversible) ->
                json.add("statements", array(irreversible, each -> {
                    JsonObject one = new JsonObject();
                    one.addProperty("statement", each.statement().headline());
                    one.addProperty("why", each.why().name());
                    return one;
                }));
            case Finding.RehearsalDiffers(List<String> differences) -> strings(json, "differences", differences);
            case Finding.Program(List<String> command) -> strings(json, "command", command);
            case Finding.RehearsalFailed(String reason) -> json.addProperty("reason", reason);
            case Finding.Generated _,
                    Finding.MissingDown _,
                    Finding.MayNotHaveRun _,
                    Finding.NotUtf8 _,
                    Finding.Unreadable _,
                    Finding.Blank _,
                    Finding.CommentsOnly _,
                    Finding.ReversalUnknown _,
                    Finding.ToldApart _,
                    Finding.Placeholders _ -> {}
        }
    }

    private static JsonObject measure(Measure measure) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", measure.getClass().getSimpleName());
        switch (measure) {
            case Measure.Rows rows -> {
                json.add("rows", amount(rows.rows()));
                json.add("bytes", amount(rows.bytes()));
                json.addProperty("rowSecurity", rows.rowSecurity());
                strings(json, "grants", rows.grants());
            }
            case Measure.Values values -> {
                json.add("held", amount(values.held()));
                json.add("rows", amount(values.rows()));
                json.add("bytes", amount(values.bytes()));
                json.addProperty("generated", values.generated());
                json.addProperty("rowSecurity", values.rowSecurity());
            }
            case Measure.Hits hits -> {
                json.add("hit", amount(hits.hit()));
                json.add("rows", amount(hits.rows()));
                json.addProperty("rowSecurity", hits.rowSecurity());
            }
            case Measure.Labels(List<Measure.Labels.Use> uses) ->
                json.add("uses", array(uses, use -> {
                    JsonObject column = new JsonObject();
                    column.addProperty("column", use.column());
                    column.add("rows", amount(use.rows()));
                    return column;
                }));
            case Measure.Position(long last) -> json.addProperty("last", last);
            case Measure.Rights(List<String> grants) -> strings(json, "grants", grants);
            case Measure.Contents(long tables, Amount rows) -> {
                json.addProperty("tables", tables);
                json.add("rows", amount(rows));
            }
            case Measure.Refused(String message) -> json.addProperty("message", message);
            case Measure.NotThere _, Measure.Uncountable _, Measure.Unknown _ -> {}
        }
        return json;
    }

    private static @Nullable JsonObject amount(@Nullable Amount amount) {
        if (amount == null) {
            return null;
        }
        JsonObject json = new JsonObject();
        json.addProperty("value", amount.value());
        json.addProperty("about", amount.about());
        return json;
    }

    private static void dependents(JsonObject json, String subject, List<Dependent> dependents) {
        json.addProperty("subject", subject);
        json.add("dependents", array(dependents, dependent -> {
            JsonObject one = new JsonObject();
            one.addProperty("kind", dependent.kind());
            one.addProperty("identity", dependent.identity());
            one.addProperty("rows", dependent.rows());
            return one;
        }));
    }

    private static void strings(JsonObject json, String name, List<String> values) {
        json.add(name, array(values, JsonPrimitive::new));
    }

    private static JsonObject candidate(Candidate candidate) {
        JsonObject json = new JsonObject();
        json.addProperty("name", candidate.migration().name());
        json.add("up", script(candidate.migration().up()));
        json.add("down", script(candidate.migration().down()));
        if (candidate.differences() != null) {
            json.addProperty("differences", candidate.differences());
        }
        json.add("foundAt", array(candidate.foundAt(), PlanJson::provenance));
        return json;
    }

    private static @Nullable JsonObject script(@Nullable Script script) {
        if (script == null) {
            return null;
        }
        JsonObject json = new JsonObject();
        json.addProperty("fileName", script.fileName());
        json.addProperty("content", script.content().hex());
        return json;
    }
}
