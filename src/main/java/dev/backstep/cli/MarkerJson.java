package dev.backstep.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.backstep.analysis.Declared;
import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.Source;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.Marker;
import dev.backstep.model.TimelineRow;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.ScriptReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a row's compatibility as JSON. */
final class MarkerJson {

    private MarkerJson() {}

    static JsonElement of(TimelineRow row, TrackAnalysis read) {
        RowMarker mark = read.mark(row);
        if (mark == null) {
            return JsonNull.INSTANCE;
        }
        ScriptReading up = mark.reading().up();
        JsonObject json = new JsonObject();
        json.addProperty("marker", RowJson.word(mark.marker()));
        json.addProperty("source", mark.source() == null ? null : RowJson.word(mark.source()));
        json.addProperty("sentence", MarkerText.reason(mark, row.migration()));
        json.addProperty("contradicted", mark.contradicted());
        json.add("declared", declared(mark.reading().declared()));
        Marker observed = mark.reading().observed();
        json.addProperty("observed", observed == null ? null : RowJson.word(observed));
        json.add(
                "observedReasons",
                JsonReport.array(
                        observed == null ? List.of() : mark.reading().reasons(Source.OBSERVED), MarkerJson::seen));
        json.addProperty("read", up == null ? null : RowJson.word(up.marker()));
        json.add("reasons", JsonReport.array(up == null ? List.of() : up.reasons(), MarkerJson::reason));
        json.add("candidates", JsonReport.array(mark.disagreeing(), MarkerJson::candidate));
        return json;
    }

    private static JsonElement declared(@Nullable Declared declared) {
        if (declared == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("marker", RowJson.word(declared.marker()));
        json.addProperty("reason", declared.reason());
        json.addProperty("origin", RowJson.word(declared.origin()));
        return json;
    }

    /** What was seen comes from no statement. */
    private static JsonObject seen(Reason reason) {
        JsonObject json = new JsonObject();
        json.addProperty("marker", RowJson.word(reason.marker()));
        json.addProperty("rule", reason.rule().id());
        json.addProperty("sentence", MarkerText.sentence(reason));
        return json;
    }

    private static JsonElement reason(Reason reason) {
        JsonObject json = seen(reason);
        json.addProperty("statement", reason.statement().headline());
        json.addProperty("start", reason.statement().start());
        json.addProperty("end", reason.statement().end());
        return json;
    }

    private static JsonElement candidate(RowMarker.OfCandidate candidate) {
        JsonObject json = new JsonObject();
        json.addProperty("name", candidate.candidate().migration().name());
        json.addProperty("marker", RowJson.word(candidate.marker()));
        return json;
    }
}
