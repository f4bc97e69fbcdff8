package dev.backstep.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Answer;
import dev.backstep.likeness.AnswerText;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.replay.Likeness;
import dev.backstep.replay.ReplayFailure;
import org.jspecify.annotations.Nullable;

/** A comparison of the live schema with the recorded history, for people and for programs. */
final class CompareReport {

    private static final int FORMAT = 1;

    private CompareReport() {}

    static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        text.append(AnswerText.headline(answer)).append('\n');
        AnswerText.details(answer).forEach(detail -> text.append(detail).append('\n'));
        String differences =
                AnswerText.differences(answer.likeness().candidates().getFirst());
        if (!differences.isEmpty()) {
            text.append('\n').append(differences);
        }
        return text.toString();
    }

    /** The format is a contract, written down in docs/command-line.md. */
    static String json(Inspection inspection, Answer answer) {
        Likeness.Compared compared = answer.likeness().candidates().getFirst();
        JsonObject report = new JsonObject();
        report.addProperty("format", FORMAT);
        report.addProperty("database", inspection.workspace().database().database());
        report.addProperty("at", answer.comparison().at().toString());
        report.addProperty("serverVersion", answer.serverVersion());
        report.addProperty("milliseconds", answer.time().toMillis());
        report.addProperty("same", compared.failure() == null ? compared.same() : null);
        report.addProperty("sentence", AnswerText.headline(answer));
        report.add("problem", problem(compared.failure()));
        report.add("passedOver", JsonReport.array(compared.passedOver(), CompareReport::problem));
        report.add("differences", JsonReport.array(compared.difference().entries(), CompareReport::difference));
        return JsonReport.printed(report);
    }

    private static JsonElement problem(@Nullable ReplayFailure failure) {
        if (failure == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("version", failure.version().text());
        json.addProperty("name", failure.name());
        json.addProperty("kind", RowJson.word(failure.kind()));
        json.addProperty("sentence", failure.sentence());
        return json;
    }

    private static JsonObject difference(CatalogDifference.Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", RowJson.word(entry.id().kind()));
        json.addProperty("schema", entry.id().schema());
        json.addProperty("name", entry.id().name());
        json.addProperty("part", entry.id().part());
        json.addProperty("history", entry.before());
        json.addProperty("database", entry.after());
        return json;
    }
}
