package dev.backstep.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.model.Candidate;
import dev.backstep.model.Commit;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.RowText;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the timeline as JSON. */
final class RowJson {

    private RowJson() {}

    /** @param read what the track's scripts say */
    static JsonObject of(TimelineRow row, TrackAnalysis read) {
        JsonObject json = migration(row.migration());
        json.addProperty("lane", word(row.lane()));
        json.addProperty("evidence", word(row.evidence()));
        json.add("compatibility", MarkerJson.of(row, read));
        json.add("candidates", JsonReport.array(row.candidates(), RowJson::candidate));
        json.add("notes", JsonReport.array(row.notes(), RowJson::note));
        json.add("releases", JsonReport.strings(row.releases()));
        return json;
    }

    private static JsonObject migration(Migration migration) {
        JsonObject json = new JsonObject();
        json.addProperty("version", migration.version().text());
        json.addProperty("name", migration.name());
        json.add("up", script(migration.up()));
        json.add("down", script(migration.down()));
        return json;
    }

    private static JsonElement script(@Nullable Script script) {
        if (script == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("file", script.fileName());
        json.addProperty("blob", script.content().hex());
        return json;
    }

    private static JsonObject candidate(Candidate candidate) {
        JsonObject json = migration(candidate.migration());
        json.addProperty("differences", candidate.differences());
        json.add("places", JsonReport.array(candidate.foundAt(), RowJson::place));
        return json;
    }

    static JsonObject place(Provenance place) {
        JsonObject json = new JsonObject();
        json.addProperty("place", word(place.place()));
        json.addProperty("name", place.name());
        json.add("commit", commit(place.commit()));
        switch (place.past()) {
            case null -> {}
            case Provenance.Left(Instant until) -> json.addProperty("until", until.toString());
            case Provenance.Seen seen -> json.add("seen", seen(seen));
        }
        return json;
    }

    private static JsonObject seen(Provenance.Seen seen) {
        JsonObject json = new JsonObject();
        json.addProperty("at", seen.at().toString());
        json.addProperty("checkout", seen.checkout());
        json.addProperty("committed", seen.committed());
        Provenance.Rise rise = seen.rise();
        if (rise != null) {
            json.addProperty(
                    "databaseFrom", rise.from() == null ? null : rise.from().text());
            json.addProperty("databaseTo", rise.to().text());
        }
        return json;
    }

    static JsonElement commit(@Nullable Commit commit) {
        if (commit == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("id", commit.id());
        json.addProperty("author", commit.author());
        json.addProperty("time", commit.time().toString());
        json.addProperty("subject", commit.subject());
        return json;
    }

    private static JsonObject note(Note note) {
        JsonObject json = new JsonObject();
        switch (note) {
            case Note.Edited edited -> {
                json.addProperty("kind", "edited");
                json.add("inCheckout", migration(edited.inCheckout()));
            }
            case Note.Renumbered renumbered -> {
                json.addProperty("kind", "renumbered");
                json.addProperty("other", renumbered.other().text());
            }
            case Note.PendingBelow below -> {
                json.addProperty("kind", "pending-below");
                json.addProperty("current", below.current().text());
            }
            case Note.MayNotHaveRun maybe -> {
                json.addProperty("kind", "may-not-have-run");
                json.add("without", JsonReport.array(maybe.without(), RowJson::place));
            }
            case Note.Renamed renamed -> {
                json.addProperty("kind", "renamed");
                json.addProperty("inCheckout", renamed.inCheckout());
            }
            case Note.Uncommitted uncommitted -> json.addProperty("kind", "uncommitted");
            case Note.Baseline baseline -> json.addProperty("kind", "baseline");
            case Note.BelowBaseline below -> json.addProperty("kind", "below-baseline");
            case Note.Outdated outdated -> {
                json.addProperty("kind", "outdated");
                json.add("inCheckout", migration(outdated.inCheckout()));
            }
            case Note.ToolsWord word -> {
                json.addProperty("kind", "tools-word");
                json.addProperty("word", word.word());
            }
            case Note.NoDownScripts _ -> json.addProperty("kind", "no-down-scripts");
            case Note.ToolsCase told -> {
                json.addProperty("kind", "tools-case");
                json.addProperty("word", RowText.badge(told));
                json.addProperty("sentence", RowText.sentence(told));
            }
        }
        return json;
    }

    /** An enum's name as the format has it: {@code WORKING_TREE} is {@code working-tree}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
