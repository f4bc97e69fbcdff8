package dev.backstep.rollback.export;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import dev.backstep.model.AppliedRecord;
import dev.backstep.model.Commit;
import dev.backstep.model.History;
import dev.backstep.model.Provenance;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsed;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole plan as JSON for other programs: texts, findings, fingerprint; names are exactly as they are. */
public final class PlanJson {

    /** The format's name and version; the version grows when a reader of the older one would misread. */
    private static final String FORMAT = "backstep-plan/1";

    private PlanJson() {}

    /**
     * The document, to be written as UTF-8.
     *
     * @param rehearsed the last rehearsal of this very plan; null where there was none
     */
    public static String of(Plan plan, Impact impact, @Nullable Rehearsed rehearsed, Instant madeAt) {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("madeAt", madeAt.toString());
        json.addProperty("fingerprint", plan.fingerprint().hex());
        json.add("database", database(plan));
        json.add("history", history(plan.history()));
        json.addProperty("target", text(plan.target()));
        json.addProperty("runnable", plan.runnable());
        json.addProperty("oneTransaction", plan.oneTransaction());
        json.addProperty("losses", CostText.losses(plan));
        json.addProperty("saves", CostText.saves(plan));
        json.addProperty(
                "numbersReadAt",
                impact.readAt() == null ? null : impact.readAt().toString());
        json.add("rehearsal", RunJson.rehearsal(rehearsed));
        JsonArray steps = new JsonArray();
        for (int i = 0; i < plan.steps().size(); i++) {
            steps.add(step(plan.steps().get(i), impact.of(i)));
        }
        json.add("steps", steps);
        return indented(json);
    }

    static String indented(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent("  ");
            new Gson().getAdapter(JsonElement.class).write(writer, json);
        } catch (IOException e) {
            throw new AssertionError("a string takes every character", e);
        }
        return text + "\n";
    }

    static JsonObject database(Plan plan) {
        JsonObject json = new JsonObject();
        json.addProperty("server", plan.database().server());
        json.addProperty("name", plan.database().database());
        json.addProperty("oid", plan.database().oid());
        json.addProperty("systemIdentifier", plan.database().systemIdentifier());
        return json;
    }

    private static JsonObject history(History history) {
        JsonObject json = new JsonObject();
        json.addProperty("tool", history.table().tool());
        json.addProperty("schema", history.table().schema());
        json.addProperty("table", history.table().name());
        json.addProperty("current", text(history.current()));
        json.addProperty("dirty", history.dirty());
        json.add("records", array(history.records(), PlanJson::record));
        return json;
    }

    private static JsonObject record(AppliedRecord applied) {
        JsonObject json = new JsonObject();
        json.addProperty("version", applied.version().text());
        json.addProperty("fileName", applied.fileName());
        json.addProperty("upText", applied.upText());
        json.addProperty("downText", applied.downText());
        return json;
    }

    private static JsonObject step(Step step, StepImpact impact) {
        JsonObject json = new JsonObject();
        json.addProperty("version", step.migration().version().text());
        json.addProperty("name", step.migration().name());
        json.addProperty("leavesAt", text(step.leavesAt()));
        json.addProperty("transactional", step.transactional());
        json.addProperty("blocked", step.blocked());
        json.add("source", step.source() == null ? null : provenance(step.source()));
        json.addProperty("text", step.text());
        json.add("statements", array(step.statements(), JsonPrimitive::new));
        json.add("findings", array(FindingText.of(step, impact), weighed -> FindingJson.of(weighed, impact)));
        return json;
    }

    static JsonObject provenance(Provenance provenance) {
        JsonObject json = new JsonObject();
        json.addProperty("place", provenance.place().name());
        json.addProperty("name", provenance.name());
        Commit commit = provenance.commit();
        if (commit != null) {
            json.addProperty("commit", commit.id());
            json.addProperty("author", commit.author());
            json.addProperty("time", commit.time().toString());
            json.addProperty("subject", commit.subject());
        }
        return json;
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonElement> toJson) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(toJson.apply(value)));
        return array;
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.text();
    }
}
