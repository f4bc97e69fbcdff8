package dev.backstep.cli;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.Source;
import dev.backstep.analysis.TrackAnalysis;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Candidate;
import dev.backstep.model.Commit;
import dev.backstep.model.Evidence;
import dev.backstep.model.Head;
import dev.backstep.model.History;
import dev.backstep.model.Marker;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.text.PlaceText;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An inspection as plain text, for people. */
final class TextReport {

    private static final int PLACES = 3;
    private static final int REASONS = 5;

    private final Inspection inspection;
    private final Map<Track, TrackAnalysis> read;
    private final StringBuilder text = new StringBuilder();

    /** @param read what each track's scripts say */
    TextReport(Inspection inspection, Map<Track, TrackAnalysis> read) {
        this.inspection = inspection;
        this.read = read;
    }

    String text() {
        line(database());
        line(checkout());
        inspection.warnings().forEach(this::line);
        inspection.timelines().forEach(this::track);
        return text.toString();
    }

    private String database() {
        String name = inspection.workspace().database().database();
        String server = inspection.workspace().database().server();
        return switch (inspection.database()) {
            case Inspection.Connected connected
            when inspection.workspace().database().isFile() ->
                Text.of("report.file", name, connected.identity().server());
            case Inspection.Connected connected ->
                Text.of(
                        "report.database",
                        name,
                        server,
                        connected.serverVersion(),
                        connected.sessions().size());
            case Inspection.Unreachable unreachable ->
                Text.of("report.databaseUnreachable", name, server, unreachable.reason());
        };
    }

    private String checkout() {
        return switch (inspection.checkout()) {
            case Inspection.Read read ->
                Text.of(
                        "report.checkout",
                        head(read),
                        read.root().toString(),
                        read.refs(),
                        read.commitsSearched(),
                        inspection.time().toMillis() / 1000.0);
            case Inspection.Unreadable unreadable -> Text.of("report.checkoutUnreadable", unreadable.reason());
        };
    }

    private static String head(Inspection.Read read) {
        Head head = read.head();
        if (head == null) {
            return "HEAD";
        }
        return head.branch() == null || head.commit() == null
                ? head.name()
                : head.name() + " " + head.commit().shortId();
    }

    private void track(Timeline timeline) {
        line("");
        line(Text.of("report.track", timeline.track().name(), VerdictText.headline(timeline)));
        line(VerdictText.detail(timeline));
        String duplicates = VerdictText.duplicates(timeline);
        if (duplicates != null) {
            line(duplicates);
        }
        line(Text.of("report.folder", orNone(timeline.track().folder())));
        line(Text.of("report.table", orNone(timeline.track().table()), position(timeline)));
        line(Text.of("report.ancestor", ancestor(timeline)));
        line("");
        rows(timeline.rows(), read.getOrDefault(timeline.track(), TrackAnalysis.none()));
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? Text.of("report.none") : value.toString();
    }

    private static String position(Timeline timeline) {
        History history = timeline.history();
        if (history == null || history.current() == null) {
            return Text.of("report.nothingApplied");
        }
        return Text.of(
                history.dirty() ? "report.atDirty" : "report.at",
                history.current().text());
    }

    private static String ancestor(Timeline timeline) {
        return timeline.rows().stream()
                .filter(row -> row.version().equals(timeline.ancestor()))
                .map(RowText::title)
                .findFirst()
                .orElse(orNone(timeline.ancestor()));
    }

    private void rows(List<TimelineRow> rows, TrackAnalysis analysis) {
        int version = width(rows.stream().map(row -> row.version().text()).toList());
        int name = width(rows.stream().map(row -> row.migration().name()).toList());
        for (TimelineRow row : rows) {
            line(String.format(
                            Locale.ROOT,
                            "%-8s  %" + version + "s  %-" + name + "s  %-9s  %-11s  %s",
                            word(row.lane()),
                            row.version().text(),
                            row.migration().name(),
                            word(row.evidence()),
                            word(analysis.marker(row)),
                            facts(row))
                    .stripTrailing());
            if (row.evidence() == Evidence.AMBIGUOUS) {
                row.candidates().forEach(candidate -> line("    " + candidate(candidate)));
            }
            reasons(row, analysis).forEach(reason -> line("    " + reason));
            // What no row has is said by the verdict, once.
            row.notes().stream()
                    .filter(note -> !(note instanceof Note.NoDownScripts))
                    .forEach(note -> line("    " + RowText.name(note) + ": " + RowText.sentence(note)));
        }
    }

    /** Why a row is not simply compatible, and how that is known. */
    private static List<String> reasons(TimelineRow row, TrackAnalysis analysis) {
        RowMarker mark = analysis.mark(row);
        if (mark == null || (mark.marker() == Marker.COMPATIBLE && mark.source() == Source.READ)) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        reasons.add(Text.of("report.marker", MarkerText.known(mark), MarkerText.reason(mark, row.migration())));
        if (!mark.undecided()) {
            Source source = mark.source() == Source.OBSERVED ? Source.OBSERVED : Source.READ;
            MarkerText.sentences(mark.reading().decisive(source)).stream()
                    .filter(sentence -> !reasons.getFirst().endsWith(sentence))
                    .limit(REASONS)
                    .forEach(sentence -> reasons.add("  " + sentence));
        }
        return reasons;
    }

    /** At least 1: a width of 0 is no width to a format. */
    private static int width(List<String> values) {
        return values.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String facts(TimelineRow row) {
        List<String> facts = new ArrayList<>();
        if (row.evidence() != Evidence.AMBIGUOUS && !row.candidates().isEmpty()) {
            facts.add(places(row.candidates().getFirst()));
        }
        if (row.migration().down() == null && row.evidence() != Evidence.MISSING) {
            facts.add(Text.of("report.noDown"));
        }
        if (!row.releases().isEmpty()) {
            facts.add("[" + String.join(", ", row.releases()) + "]");
        }
        return String.join("  ", facts);
    }

    private static String candidate(Candidate candidate) {
        return Text.of(
                "report.candidate",
                candidate.migration().version() + " " + candidate.migration().name(),
                places(candidate));
    }

    private static String places(Candidate candidate) {
        String shown = candidate.foundAt().stream()
                .limit(PLACES)
                .map(TextReport::place)
                .collect(Collectors.joining("; "));
        int more = candidate.foundAt().size() - PLACES;
        return more > 0 ? Text.of("report.morePlaces", shown, more) : shown;
    }

    private static String place(Provenance place) {
        Commit commit = place.commit();
        return commit == null
                ? PlaceText.name(place)
                : PlaceText.name(place) + " " + commit.shortId() + " "
                        + commit.time().atOffset(ZoneOffset.UTC).toLocalDate() + " " + commit.author();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
