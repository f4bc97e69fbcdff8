package dev.backstep.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Timeline;
import dev.backstep.replay.ReplayWords;
import dev.backstep.replay.TrackReplayed;
import dev.backstep.text.VerdictText;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An inspection as JSON; the format is a contract, written down in docs/inspect.md. */
final class JsonReport {

    private static final int FORMAT = 1;

    private JsonReport() {}

    /** @param read what each track's scripts say */
    static String of(Inspection inspection, ScriptsRead read) {
        JsonObject report = new JsonObject();
        report.addProperty("format", FORMAT);
        report.add("database", database(inspection));
        report.add("checkout", checkout(inspection.checkout()));
        report.addProperty("milliseconds", inspection.time().toMillis());
        report.add("warnings", strings(inspection.warnings()));
        report.add(
                "tracks",
                array(
                        inspection.timelines(),
                        timeline -> track(
                                timeline,
                                read.read().getOrDefault(timeline.track(), TrackAnalysis.none()),
                                read.replayed().get(timeline.track()))));
        return printed(report);
    }

    /** As it goes to standard output, in lines; what is null is written as null. */
    static String printed(JsonObject report) {
        return new GsonBuilder()
                        .serializeNulls()
                        .disableHtmlEscaping()
                        .setPrettyPrinting()
                        .create()
                        .toJson(report)
                + "\n";
    }

    private static JsonObject database(Inspection inspection) {
        JsonObject database = new JsonObject();
        database.addProperty("server", inspection.workspace().database().server());
        database.addProperty("name", inspection.workspace().database().database());
        switch (inspection.database()) {
            case Inspection.Unreachable unreachable -> database.addProperty("problem", unreachable.reason());
            case Inspection.Connected connected -> {
                database.add("problem", JsonNull.INSTANCE);
                database.addProperty("serverVersion", connected.serverVersion());
                database.addProperty("otherSessions", connected.sessions().size());
                database.add("historyTables", array(connected.tables(), JsonReport::table));
            }
        }
        return database;
    }

    private static JsonObject checkout(Inspection.CheckoutSide side) {
        JsonObject checkout = new JsonObject();
        switch (side) {
            case Inspection.Unreadable unreadable -> checkout.addProperty("problem", unreadable.reason());
            case Inspection.Read read -> {
                checkout.add("problem", JsonNull.INSTANCE);
                checkout.addProperty("root", read.root().toString());
                checkout.addProperty(
                        "branch", read.head() == null ? null : read.head().branch());
                checkout.add(
                        "commit",
                        RowJson.commit(read.head() == null ? null : read.head().commit()));
                checkout.add("instead", read.instead() == null ? JsonNull.INSTANCE : RowJson.place(read.instead()));
                checkout.add("migrationFolders", strings(read.folders()));
                checkout.addProperty("refs", read.refs());
                checkout.addProperty("commitsSearched", read.commitsSearched());
            }
        }
        return checkout;
    }

    private static JsonObject track(Timeline timeline, TrackAnalysis read, @Nullable TrackReplayed replayed) {
        JsonObject track = new JsonObject();
        track.addProperty("name", timeline.track().name());
        track.addProperty("folder", timeline.track().folder());
        track.add("table", table(timeline.track().table()));
        track.add("history", history(timeline));
        JsonObject verdict = VerdictJson.of(timeline.verdict());
        verdict.addProperty("sentence", VerdictText.headline(timeline));
        verdict.addProperty("detail", VerdictText.detail(timeline));
        track.add("verdict", verdict);
        track.addProperty(
                "ancestor",
                timeline.ancestor() == null ? null : timeline.ancestor().text());
        track.add("duplicateFiles", strings(timeline.checkoutDuplicates()));
        track.add("replay", replay(replayed));
        track.add("rows", array(timeline.rows(), row -> RowJson.of(row, read)));
        return track;
    }

    private static JsonElement replay(@Nullable TrackReplayed replayed) {
        if (replayed == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject replay = new JsonObject();
        replay.addProperty("replayed", replayed.replayed());
        replay.addProperty("of", replayed.of());
        replay.add(
                "problems",
                strings(replayed.failures().stream().map(ReplayWords::of).toList()));
        return replay;
    }

    private static JsonElement history(Timeline timeline) {
        if (timeline.history() == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject history = new JsonObject();
        history.addProperty(
                "version",
                timeline.history().current() == null
                        ? null
                        : timeline.history().current().text());
        history.addProperty("dirty", timeline.history().dirty());
        return history;
    }

    private static JsonElement table(@Nullable HistoryTable table) {
        if (table == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("tool", table.tool());
        json.addProperty("schema", table.schema());
        json.addProperty("name", table.name());
        return json;
    }

    static JsonArray strings(Collection<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    static <T> JsonArray array(Collection<T> values, Function<T, JsonElement> element) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(element.apply(value)));
        return array;
    }
}
