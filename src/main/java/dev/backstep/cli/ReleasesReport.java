package dev.backstep.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.Move;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.Stage;
import dev.backstep.release.TrackAnswer;
import dev.backstep.release.Way;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The releases as text for people, and as JSON; the latter is a contract, written down in docs/command-line.md. */
final class ReleasesReport {

    private static final int FORMAT = 1;

    private ReleasesReport() {}

    static String text(Inspection inspection, ReleaseMatrix matrix) {
        List<List<String>> rows = new ArrayList<>();
        for (Answer answer : matrix.answers()) {
            List<String> row = new ArrayList<>();
            String kind = ReleaseText.kind(answer.release());
            row.add(ReleaseText.name(answer.release()) + (kind.isEmpty() ? "" : " (" + kind + ")"));
            answer.tracks().forEach(track -> row.add(track.standing().track().name() + " " + ReleaseText.top(track)));
            row.add(ReleaseText.pill(answer));
            row.add(ReleaseText.why(answer));
            rows.add(row);
        }
        StringBuilder text = new StringBuilder();
        line(text, Text.of("releases.title", inspection.workspace().database().database()));
        line(text, ReleaseText.positions(inspection.timelines()));
        line(text, "");
        for (int i = 0; i < rows.size(); i++) {
            line(text, columns(rows.get(i), rows));
            Answer answer = matrix.answers().get(i);
            ReleaseText.errors(answer).forEach(error -> line(text, "    " + Text.of("releases.prints", error)));
            Way way = answer.way();
            if (way != null) {
                way.stages().forEach(stage -> line(text, "    " + ReleaseText.stage(way, stage)));
            }
        }
        if (!matrix.withoutMigrations().isEmpty()) {
            line(text, "");
            line(text, Text.of("releases.without", matrix.withoutMigrations().size()));
        }
        return text.toString();
    }

    static String json(Inspection inspection, ReleaseMatrix matrix) {
        JsonObject report = new JsonObject();
        report.addProperty("format", FORMAT);
        report.addProperty("database", inspection.workspace().database().database());
        report.add("releases", JsonReport.array(matrix.answers(), ReleasesReport::answer));
        report.add("withoutMigrations", JsonReport.strings(matrix.withoutMigrations()));
        return JsonReport.printed(report);
    }

    private static JsonObject answer(Answer answer) {
        JsonObject json = RowJson.place(answer.release().place());
        json.addProperty("answer", word(answer.kind()));
        json.addProperty("why", ReleaseText.why(answer));
        json.add("tracks", JsonReport.array(answer.tracks(), ReleasesReport::track));
        Way way = answer.way();
        json.add("stages", way == null ? new JsonArray() : JsonReport.array(way.stages(), ReleasesReport::stage));
        json.add("missing", JsonReport.strings(way == null ? List.of() : ReleaseText.missingLines(way)));
        return json;
    }

    private static JsonObject track(TrackAnswer track) {
        JsonObject json = new JsonObject();
        json.addProperty("name", track.standing().track().name());
        json.addProperty("top", text(track.standing().top()));
        json.addProperty("agreed", text(track.standing().agreed()));
        json.addProperty("verdict", word(track.verdict()));
        json.addProperty("error", track.error());
        return json;
    }

    private static JsonObject stage(Stage stage) {
        JsonObject json = new JsonObject();
        json.addProperty("deploy", stage.stop().name());
        json.add("moves", JsonReport.array(stage.moves(), ReleasesReport::move));
        return json;
    }

    private static JsonObject move(Move move) {
        JsonObject json = new JsonObject();
        json.addProperty("track", move.track().name());
        json.addProperty("from", move.from().text());
        json.addProperty("to", move.to().text());
        json.add(
                "scripts",
                move.scripts() == null
                        ? JsonNull.INSTANCE
                        : RowJson.place(move.scripts().place()));
        return json;
    }

    private static String columns(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(other -> other.get(column).length())
                    .max()
                    .orElse(0);
            line.append(row.get(i))
                    .repeat(' ', i == row.size() - 1 ? 0 : width - row.get(i).length() + 2);
        }
        return line.toString();
    }

    private static @Nullable String text(@Nullable Version version) {
        return version == null ? null : version.text();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
