package dev.backstep.cli;

import com.google.gson.JsonObject;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verdict as JSON: its kind and what that kind knows. */
final class VerdictJson {

    private VerdictJson() {}

    static JsonObject of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.InSync is -> version(kind("in-sync"), "at", is.at());
            case Verdict.Behind is -> version(count(kind("behind"), "pending", is.pending()), "at", is.at());
            case Verdict.Ahead is -> version(count(kind("ahead"), "ahead", is.ahead()), "ancestor", is.ancestor());
            case Verdict.Diverged is ->
                version(
                        count(count(kind("diverged"), "ahead", is.ahead()), "pending", is.pending()),
                        "ancestor",
                        is.ancestor());
            case Verdict.Dirty is -> version(version(kind("dirty"), "at", is.at()), "next", is.next());
            case Verdict.Unverified is -> {
                JsonObject json = count(kind("unverified"), "pending", is.pending());
                List<String> doubtful =
                        is.doubtful().stream().map(Version::text).toList();
                json.add("doubtful", JsonReport.strings(doubtful));
                yield json;
            }
            case Verdict.NoHistoryTable is -> count(kind("no-history-table"), "pending", is.pending());
            case Verdict.EmptyDatabase is -> count(kind("empty-database"), "pending", is.pending());
            case Verdict.NoFolder is -> version(kind("no-folder"), "at", is.at());
            case Verdict.UnreadableHistory is -> {
                JsonObject json = kind("unreadable-history");
                json.addProperty("reason", is.reason());
                yield json;
            }
        };
    }

    private static JsonObject kind(String kind) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind);
        return json;
    }

    private static JsonObject count(JsonObject json, String key, int count) {
        json.addProperty(key, count);
        return json;
    }

    private static JsonObject version(JsonObject json, String key, @Nullable Version version) {
        json.addProperty(key, version == null ? null : version.text());
        return json;
    }
}
