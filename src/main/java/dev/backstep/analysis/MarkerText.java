package dev.backstep.analysis;

import dev.backstep.analysis.RowMarker.OfCandidate;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.text.PlaceText;
import dev.backstep.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Puts markers and their reasons into words. */
public final class MarkerText {

    private MarkerText() {}

    /** The marker as its pill shows it: {@code compatible if}; with a sign where its declaration is contradicted. */
    public static String pill(RowMarker mark) {
        return Text.of(mark.contradicted() ? "marker.contradicted" : "marker." + mark.marker());
    }

    /** The marker within a sentence: {@code breaking}. */
    public static String word(Marker marker) {
        return Text.of("marker.word." + marker);
    }

    /** Marker and source: {@code breaking, read from the SQL}. */
    public static String known(RowMarker mark) {
        String word = word(mark.marker());
        if (mark.contradicted()) {
            return Text.of("marker.known.contradicted." + mark.reading().contradictedBy(), word);
        }
        if (mark.source() == null) {
            return Text.of(mark.undecided() ? "marker.known.disagree" : "marker.known.notFound", word);
        }
        String known = Text.of("marker.known." + mark.source(), word);
        return mark.disagreeing().isEmpty() ? known : Text.of("marker.known.likeliest", known);
    }

    /** The first reason, in a sentence. */
    public static String reason(RowMarker mark, Migration migration) {
        if (mark.undecided()) {
            return disagreement(mark.disagreeing());
        }
        ScriptReading up = mark.reading().up();
        Declared declared = mark.reading().declared();
        if (up == null && declared == null) {
            return missing(migration);
        }
        Source against = mark.reading().contradictedBy();
        if (against == Source.DECLARED) {
            return Text.of("marker.contradiction.DECLARED", declarations(mark.reading()));
        }
        if (against != null) {
            return Text.of("marker.contradiction." + against, sentence(mark.reading(), against));
        }
        return declared == null
                ? sentence(mark.reading(), mark.source() == Source.OBSERVED ? Source.OBSERVED : Source.READ)
                : declaration(declared);
    }

    /** The first reason for what was observed or read. */
    public static String sentence(MigrationReading reading, Source source) {
        return reading.decisive(source).stream()
                .findFirst()
                .map(MarkerText::sentence)
                .orElse(source == Source.OBSERVED ? Text.of("marker.observed.nothing") : "");
    }

    /** Why nothing is known of a migration without an up script. */
    public static String missing(Migration migration) {
        if (migration.up() == null) {
            return Text.of("marker.noUp");
        }
        if (migration.up().traits().contains(Script.Trait.PROGRAM)) {
            return Text.of("marker.upProgram");
        }
        boolean placeholders = migration.up().traits().contains(Script.Trait.PLACEHOLDERS);
        return Text.of(placeholders ? "marker.upPlaceholders" : "marker.upUnreadable");
    }

    /** What the author declares, with the author's own words where there are some. */
    public static String declaration(Declared declared) {
        if (declared.origin() == Declared.Origin.ROW && declared.marker() == Marker.UNKNOWN) {
            return Text.of("marker.declared.ROW.not");
        }
        return switch (declared.origin()) {
            case ROW -> Text.of("marker.declared.ROW", word(declared.marker()));
            case FILE -> Text.of("marker.declared.FILE", word(declared.marker()));
            case HEADER ->
                declared.reason().isEmpty()
                        ? Text.of("marker.declared", word(declared.marker()))
                        : Text.of("marker.declared.because", word(declared.marker()), declared.reason());
        };
    }

    /** Every declaration in a sentence of its own. */
    public static String declarations(MigrationReading reading) {
        return reading.declarations().stream().map(MarkerText::declaration).collect(Collectors.joining(" "));
    }

    /** Which candidate would have which marker. */
    public static String disagreement(List<OfCandidate> candidates) {
        return Text.of(
                "marker.disagree",
                candidates.stream()
                        .map(each -> Text.of(
                                "marker.disagree.one",
                                PlaceText.name(each.candidate().foundAt().getFirst()),
                                each.candidate().migration().name(),
                                word(each.marker())))
                        .collect(Collectors.joining(", ")));
    }

    /** The reasons' sentences in order, each once. */
    public static List<String> sentences(List<Reason> reasons) {
        return reasons.stream().map(MarkerText::sentence).distinct().toList();
    }

    public static String sentence(Reason reason) {
        return Text.of(reason.sentenceKey(), reason.arguments().toArray());
    }
}
