package dev.backstep.text;

import dev.backstep.model.Evidence;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a row of the timeline into words. */
public final class RowText {

    private static final int PLACES = 3;

    private RowText() {}

    /** Version and name: {@code 447 alpha_indexes}. */
    public static String title(TimelineRow row) {
        String name = row.migration().name();
        return row.version().shown() + " " + (name.isEmpty() ? Text.of("row.unnamed") : name);
    }

    /** Where it stands: {@code Applied · missing from this checkout}. */
    public static String state(TimelineRow row) {
        return switch (row.lane()) {
            case DATABASE -> Text.of(row.has(Note.Baseline.class) ? "row.state.baseline" : "row.state.database");
            case CHECKOUT -> pending(row);
            case BOTH -> both(row);
        };
    }

    private static String both(TimelineRow row) {
        if (row.has(Note.Outdated.class)) {
            return Text.of("row.state.outdated");
        }
        return Text.of(row.has(Note.Edited.class) ? "row.state.edited" : "row.state.both");
    }

    private static String pending(TimelineRow row) {
        if (row.has(Note.BelowBaseline.class)) {
            return Text.of("row.state.belowBaseline");
        }
        return Text.of(row.has(Note.PendingBelow.class) ? "row.state.below" : "row.state.checkout");
    }

    /** Where its down script is, in a word or two: {@code on disk}, a place's name, {@code missing}, {@code ambiguous}. */
    public static String downScript(TimelineRow row) {
        if (row.evidence() == Evidence.AMBIGUOUS && row.lane().inDatabase()) {
            return Text.of("row.down.ambiguous");
        }
        if (row.version().isRepeatable()) {
            return Text.of("row.down.repeatable");
        }
        if (row.migration().down() == null) {
            return Text.of(row.has(Note.NoDownScripts.class) ? "row.down.none" : "row.down.missing");
        }
        Optional<Provenance> preferred = PlaceText.preferred(row);
        boolean onDisk = preferred.isEmpty() || preferred.get().place() == Provenance.Place.WORKING_TREE;
        // In a "what if" the row stands in the checkout's lane without being on disk.
        if (row.lane().inCheckout() && !row.has(Note.Edited.class) && onDisk) {
            return Text.of("row.down.onDisk");
        }
        return preferred.map(PlaceText::brief).orElse(Text.of("row.down.onDisk"));
    }

    /** Why it has no down script, where the tool keeps none: a sentence. Empty where one may be missing. */
    public static Optional<String> noDownScripts(TimelineRow row) {
        return row.notes().stream()
                .filter(Note.NoDownScripts.class::isInstance)
                .map(RowText::sentence)
                .findFirst();
    }

    /** How well its content is known, and why. */
    public static String evidence(TimelineRow row) {
        String version = row.version().text();
        return switch (row.evidence()) {
            case PROVEN -> Text.of("row.evidence.proven");
            case OBSERVED ->
                Text.of("row.evidence.observed", version, row.candidates().size());
            case FOUND -> Text.of(found(row), version);
            case AMBIGUOUS ->
                Text.of("row.evidence.ambiguous", version, row.candidates().size());
            case MISSING -> Text.of("row.evidence.missing", version);
        };
    }

    /** What the best place that has it says of it. */
    private static String found(TimelineRow row) {
        List<Provenance.Place> places = row.candidates().stream()
                .flatMap(candidate -> candidate.foundAt().stream())
                .map(Provenance::place)
                .toList();
        if (places.stream().anyMatch(place -> place.isTip() || place == Provenance.Place.INDEX)) {
            return "row.evidence.found";
        }
        if (places.contains(Provenance.Place.JOURNAL)) {
            return "row.evidence.journal";
        }
        return places.contains(Provenance.Place.HISTORY) ? "row.evidence.history" : "row.evidence.lost";
    }

    /** The note's name in a word or two: {@code edited}. */
    public static String badge(Note note) {
        return switch (note) {
            case Note.Edited _ -> Text.of("note.edited");
            case Note.Renumbered _ -> Text.of("note.renumbered");
            case Note.PendingBelow _ -> Text.of("note.pendingBelow");
            case Note.MayNotHaveRun _ -> Text.of("note.mayNotHaveRun");
            case Note.Renamed _ -> Text.of("note.renamed");
            case Note.Uncommitted _ -> Text.of("note.uncommitted");
            case Note.Baseline _ -> Text.of("note.baseline");
            case Note.BelowBaseline _ -> Text.of("note.belowBaseline");
            case Note.Outdated _ -> Text.of("note.outdated");
            case Note.NoDownScripts _ -> Text.of("note.noDownScripts");
            case Note.ToolsWord word -> word.word();
            case Note.ToolsCase told -> Text.of(told.key());
        };
    }

    /** The note's name at the start of a sentence: {@code Edited}. */
    public static String name(Note note) {
        String badge = badge(note);
        return badge.substring(0, 1).toUpperCase(Locale.ROOT) + badge.substring(1);
    }

    /** What the note means: a sentence. */
    public static String sentence(Note note) {
        return switch (note) {
            case Note.Edited _ -> Text.of("note.edited.sentence");
            case Note.Renumbered(var other) -> Text.of("note.renumbered.sentence", other.text());
            case Note.PendingBelow(var current) -> Text.of("note.pendingBelow.sentence", current.text());
            case Note.MayNotHaveRun(List<Provenance> without) ->
                Text.of("note.mayNotHaveRun.sentence", without.size(), names(without));
            case Note.Renamed(String inCheckout) -> Text.of("note.renamed.sentence", inCheckout);
            case Note.Uncommitted _ -> Text.of("note.uncommitted.sentence");
            case Note.Baseline _ -> Text.of("note.baseline.sentence");
            case Note.BelowBaseline _ -> Text.of("note.belowBaseline.sentence");
            case Note.Outdated _ -> Text.of("note.outdated.sentence");
            case Note.NoDownScripts(String tool) -> Text.of("note.noDownScripts.sentence", tool);
            case Note.ToolsWord word -> Text.of("note.toolsWord.sentence", word.tool());
            case Note.ToolsCase told ->
                Text.of(told.key() + ".sentence", told.arguments().toArray());
        };
    }

    private static String names(List<Provenance> places) {
        return Words.list(places.stream().map(PlaceText::name).distinct().toList(), PLACES);
    }
}
