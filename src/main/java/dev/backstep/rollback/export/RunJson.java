package dev.backstep.rollback.export;

import static dev.backstep.rollback.export.PlanJson.array;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.backstep.model.Version;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.rollback.run.RunOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a run as JSON for other programs; names are exactly as they are. */
public final class RunJson {

    /** The format's name and version; the version grows when a reader of the older one would misread. */
    private static final String FORMAT = "backstep-report/1";

    private RunJson() {}

    /** The document, to be written as UTF-8. */
    public static String of(RunAccount whole) {
        RunAccount account = whole.withoutServerWords();
        Plan plan = account.plan();
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("startedAt", account.startedAt().toString());
        json.addProperty("endedAt", account.endedAt().toString());
        json.addProperty("milliseconds", account.duration().toMillis());
        json.addProperty("role", account.role());
        json.addProperty("person", account.person());
        json.addProperty("fingerprint", plan.fingerprint().hex());
        json.add("database", PlanJson.database(plan));
        json.addProperty("historyTable", plan.history().table().toString());
        json.addProperty("from", text(plan.history().current()));
        json.addProperty("target", text(plan.target()));
        json.addProperty("oneTransaction", plan.oneTransaction());
        json.add("rehearsal", rehearsal(account.rehearsed()));
        json.add("outcome", outcome(plan, account.outcome()));
        List<JsonObject> steps = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            steps.add(step(account, i));
        }
        json.add("steps", array(steps, step -> step));
        return PlanJson.indented(json);
    }

    /** What is remembered of a plan's rehearsal; null where there was none. */
    static @Nullable JsonObject rehearsal(@Nullable Rehearsed rehearsed) {
        if (rehearsed == null) {
            return null;
        }
        JsonObject json = new JsonObject();
        json.addProperty("way", rehearsed.way().name().toLowerCase(Locale.ROOT));
        json.addProperty("at", rehearsed.at().toString());
        json.addProperty("milliseconds", rehearsed.took().toMillis());
        json.addProperty("verdict", rehearsed.verdict().name().toLowerCase(Locale.ROOT));
        json.addProperty("differences", rehearsed.differences());
        json.addProperty("failedAt", rehearsed.failedAt() < 0 ? null : rehearsed.failedAt());
        return json;
    }

    private static JsonObject outcome(Plan plan, RunOutcome outcome) {
        JsonObject json = new JsonObject();
        OutcomeText words = OutcomeText.of(plan, outcome);
        switch (outcome) {
            case RunOutcome.RolledBack done -> {
                json.addProperty("kind", "rolledBack");
                json.addProperty("at", text(done.at()));
            }
            case RunOutcome.Changed _ -> json.addProperty("kind", "changed");
            case RunOutcome.LockHeld _ -> json.addProperty("kind", "lockHeld");
            case RunOutcome.Stopped stopped -> {
                json.addProperty("kind", stopped.cancelled() ? "cancelled" : "stopped");
                json.addProperty("step", stopped.step());
                json.addProperty("stepsDone", stopped.done());
                json.addProperty("at", text(stopped.at()));
                json.addProperty("statementsDone", stopped.position());
                json.addProperty("trace", stopped.trace().name());
            }
            case RunOutcome.Unknown unknown -> {
                json.addProperty("kind", "unknown");
                json.addProperty("committing", unknown.committing());
            }
        }
        json.addProperty("heading", words.heading());
        json.add("facts", array(words.facts(), JsonPrimitive::new));
        json.add("next", array(words.next(), JsonPrimitive::new));
        return json;
    }

    private static JsonObject step(RunAccount account, int index) {
        Step step = account.plan().steps().get(index);
        Duration took = account.time(index);
        JsonObject json = new JsonObject();
        json.addProperty("version", step.migration().version().text());
        json.addProperty("name", step.migration().name());
        json.addProperty("leavesAt", text(step.leavesAt()));
        json.add("source", step.source() == null ? null : PlanJson.provenance(step.source()));
        json.addProperty("milliseconds", took == null ? null : took.toMillis());
        json.add("findings", array(account.findings(index), weighed -> FindingJson.of(weighed, StepImpact.NONE)));
        return json;
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.text();
    }
}
