package dev.backstep.text;

import static dev.backstep.text.VerdictText.named;

import dev.backstep.model.Evidence;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The second line of a verdict. */
final class VerdictDetail {

    private static final int PLACES = 2;

    private VerdictDetail() {}

    static String of(Timeline timeline) {
        HistoryComparison compared = timeline.compared();
        boolean observed = timeline.applied().stream().anyMatch(row -> row.evidence() == Evidence.OBSERVED);
        return sentences(
                standing(timeline),
                observed && compared != null ? Text.of("verdict.observed", Date.from(compared.at())) : "");
    }

    private static String standing(Timeline timeline) {
        return switch (timeline.verdict()) {
            case Verdict.InSync(Version at) when at == null -> Text.of("verdict.inSync.nil.detail");
            case Verdict.InSync(Version at) -> Text.of("verdict.inSync.detail", strong(at));
            case Verdict.Behind(int pending, Version at)
            when at == null -> Text.of("verdict.behind.nil.detail", pending, VerdictText.tool(timeline));
            case Verdict.Behind(int pending, Version at) ->
                Text.of("verdict.behind.detail", strongNamed(timeline, at), pending, VerdictText.tool(timeline));
            case Verdict.Ahead(int _, Version ancestor) -> apart(timeline, ancestor, 0);
            case Verdict.Diverged(int _, int pending, Version ancestor) -> apart(timeline, ancestor, pending);
            case Verdict.Dirty(Version at, Version next) -> dirty(timeline, at, next);
            case Verdict.Unverified(var doubtful, int pending) ->
                sentences(
                        Text.of("verdict.unverified.detail", doubtful.size()),
                        pending == 0 ? "" : Text.of("verdict.pending", pending));
            case Verdict.NoHistoryTable(int pending) -> Text.of("verdict.noHistory.detail", pending);
            case Verdict.EmptyDatabase(int pending) -> Text.of("verdict.empty.detail", pending);
            case Verdict.NoFolder(Version at) when at == null -> Text.of("verdict.noFolder.nil.detail");
            case Verdict.NoFolder(Version at) -> Text.of("verdict.noFolder.detail", strong(at));
            case Verdict.UnreadableHistory(String reason) -> reason;
        };
    }

    private static String apart(Timeline timeline, @Nullable Version ancestor, int pending) {
        List<TimelineRow> undone = toUndo(timeline, ancestor);
        List<Version> ambiguous = undone.stream()
                .filter(row -> row.evidence() == Evidence.AMBIGUOUS)
                .map(TimelineRow::version)
                .toList();
        return sentences(
                ancestor == null
                        ? Text.of("verdict.apart.strangers")
                        : Text.of("verdict.apart.met", strongNamed(timeline, ancestor)),
                downScripts(undone, pending),
                VerdictText.editedOnly(timeline) ? "" : edited(undone),
                ambiguous.isEmpty()
                        ? ""
                        : Text.of("verdict.apart.ambiguous", ambiguous.size(), Versions.list(ambiguous)));
    }

    /** The applied rows above the ancestor, newest first: what a rollback to it undoes. */
    private static List<TimelineRow> toUndo(Timeline timeline, @Nullable Version ancestor) {
        return timeline.applied().stream()
                .takeWhile(row -> !row.version().equals(ancestor))
                .filter(row -> !row.version().isRepeatable() && !row.has(Note.Baseline.class))
                .toList();
    }

    private static String downScripts(List<TimelineRow> undone, int pending) {
        List<TimelineRow> found =
                undone.stream().filter(row -> row.migration().down() != null).toList();
        List<TimelineRow> missing =
                undone.stream().filter(row -> row.migration().down() == null).toList();
        String where = found.isEmpty() ? "" : where(found, missing.isEmpty());
        String then = pending == 0 ? "" : Text.of("verdict.apart.then", pending);
        return sentences(
                where.isEmpty() || then.isEmpty() ? end(where) : where + "; " + then,
                missing.isEmpty() ? "" : missing(missing),
                where.isEmpty() && pending > 0 ? Text.of("verdict.pending", pending) : "");
    }

    private static String missing(List<TimelineRow> missing) {
        List<Version> versions = missing.stream().map(TimelineRow::version).toList();
        return RowText.noDownScripts(missing.getFirst())
                .orElseGet(() -> Text.of("verdict.apart.missing", versions.size(), Versions.list(versions)));
    }

    private static String where(List<TimelineRow> found, boolean neighbours) {
        List<Version> versions = found.stream().map(TimelineRow::version).toList();
        Set<String> places = new LinkedHashSet<>();
        for (TimelineRow row : found) {
            PlaceText.preferred(row).ifPresent(place -> places.add(PlaceText.where(place)));
        }
        if (places.isEmpty()) {
            return "";
        }
        return Text.of(
                "verdict.apart.where",
                versions.size(),
                neighbours ? Versions.range(versions) : Versions.list(versions),
                Words.list(List.copyOf(places), PLACES));
    }

    private static String edited(List<TimelineRow> undone) {
        List<Version> edited = undone.stream()
                .filter(row -> row.has(Note.Edited.class))
                .map(TimelineRow::version)
                .toList();
        return edited.isEmpty() ? "" : Text.of("verdict.apart.edited", edited.size(), Versions.list(edited));
    }

    private static String dirty(Timeline timeline, @Nullable Version at, @Nullable Version next) {
        return sentences(meaning(timeline, at, next), withTool(timeline));
    }

    /** What the tool itself has against the mark. */
    private static String withTool(Timeline timeline) {
        String tool = VerdictText.tool(timeline);
        if (timeline.history() != null && timeline.history().complete()) {
            return Text.of("verdict.dirty.repair", tool);
        }
        return tool.equals("coder") ? Text.of("verdict.dirty.forceCoder") : Text.of("verdict.dirty.force", tool);
    }

    /** golang-migrate marks the version it is going to before it runs a script, up or down. */
    static String meaning(Timeline timeline, @Nullable Version at, @Nullable Version next) {
        if (timeline.history() != null && timeline.history().complete()) {
            return Text.of("verdict.dirty.row", at == null ? "" : strong(at));
        }
        if (at == null) {
            return next == null ? Text.of("verdict.dirty.nilUnknown") : Text.of("verdict.dirty.nilDown", strong(next));
        }
        Version below = below(timeline, at);
        String up = below == null
                ? Text.of("verdict.dirty.upFirst", strong(at))
                : Text.of("verdict.dirty.up", strong(at), strong(below));
        String down = next == null ? Text.of("verdict.dirty.downUnknown") : Text.of("verdict.dirty.down", strong(next));
        return up + " " + down;
    }

    private static @Nullable Version below(Timeline timeline, Version at) {
        return timeline.rows().stream()
                .map(TimelineRow::version)
                .filter(version -> version.compareTo(at) < 0)
                .findFirst()
                .orElse(null);
    }

    private static String strong(Version version) {
        return Emphasis.strong(version.text());
    }

    private static String strongNamed(Timeline timeline, Version version) {
        return Emphasis.strong(named(timeline, version));
    }

    private static String end(String clause) {
        return clause.isEmpty() ? "" : clause + ".";
    }

    private static String sentences(String... sentences) {
        return String.join(
                " ", List.of(sentences).stream().filter(s -> !s.isEmpty()).toList());
    }
}
