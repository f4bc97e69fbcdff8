package dev.backstep.release.export;

import dev.backstep.model.Provenance;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.Move;
import dev.backstep.release.Reason;
import dev.backstep.release.Release;
import dev.backstep.release.Stage;
import dev.backstep.release.TrackAnswer;
import dev.backstep.release.Way;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.text.Versions;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers and ways in words: the same for window, command line and runbook. */
public final class ReleaseText {

    private ReleaseText() {}

    /** {@code core is at 448, search is at 3.} */
    public static String positions(List<Timeline> timelines) {
        return timelines.stream()
                        .filter(timeline -> timeline.track().folder() != null)
                        .map(ReleaseText::position)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** A release's name on one line. */
    public static String name(Release release) {
        return Visible.of(release.name());
    }

    /** What a branch or the checkout is, below its name; empty for a tag. */
    public static String kind(Release release) {
        return switch (release.place().place()) {
            case WORKING_TREE -> Text.of("release.kind.checkout");
            case HEAD, BRANCH, REMOTE_BRANCH -> Text.of("release.kind.branch");
            case TAG, STASH, INDEX, HISTORY, REFLOG, UNREACHABLE, DATABASE, JOURNAL, GENERATED -> "";
        };
    }

    /** The answer in a word or two: {@code runs}, {@code after rollback}. */
    public static String pill(Answer answer) {
        return Text.of("release.answer." + answer.kind().name());
    }

    /** The answer for the sidebar: where it is a rollback of one track, to which version. */
    public static String shortPill(Answer answer) {
        Way way = answer.way();
        if (answer.kind() != Answer.Kind.AFTER_ROLLBACK || way == null) {
            return pill(answer);
        }
        List<Move> moves =
                way.stages().stream().flatMap(stage -> stage.moves().stream()).toList();
        Set<String> tracks = moves.stream().map(move -> move.track().name()).collect(Collectors.toSet());
        return tracks.size() == 1
                ? Text.of("release.answer.to", Visible.of(moves.getLast().to().text()))
                : pill(answer);
    }

    /** What a release has on a track: {@code 447}, {@code 447′} where it is not what the database has, or a dash. */
    public static String top(TrackAnswer answer) {
        Version top = answer.standing().top();
        if (top == null) {
            return "–";
        }
        boolean other = answer.reasons().stream().anyMatch(Reason.Differs.class::isInstance);
        return Visible.of(top.text()) + (other ? "′" : "");
    }

    /** Why, in a sentence or two; with several tracks each names its track. */
    public static String why(Answer answer) {
        List<String> sentences = new ArrayList<>();
        Way way = answer.way();
        if (way != null && !way.missing().isEmpty()) {
            sentences.add(missing(way));
        } else if (way != null && way.stages().size() > 1) {
            sentences.add(staged(way, answer.deciding().standing().track()));
        }
        List<TrackAnswer> telling = answer.tracks().stream()
                .filter(track -> track.verdict() == answer.deciding().verdict())
                .toList();
        boolean named =
                answer.tracks().size() > 1 && telling.size() < answer.tracks().size();
        Set<String> said = new LinkedHashSet<>();
        for (TrackAnswer track : telling) {
            String name = Visible.of(track.standing().track().name());
            said.add(named ? Text.of("release.why.track", name, reasons(track)) : capital(reasons(track)));
        }
        if (way != null && !way.strangers().isEmpty()) {
            said.add(capital(Text.of("release.why.strangers")));
        }
        said.forEach(words -> sentences.add(words.endsWith(".") ? words : words + "."));
        return String.join(" ", sentences);
    }

    /** The exact texts that are printed when the release does not start; empty where none is known. */
    public static List<String> errors(Answer answer) {
        return answer.tracks().stream()
                .map(TrackAnswer::error)
                .filter(error -> error != null)
                .map(Visible::of)
                .toList();
    }

    /** {@code 436 has no down script.} */
    public static String missing(Way way) {
        List<Version> versions =
                way.missing().stream().map(missing -> missing.row().version()).toList();
        return Text.of("release.why.missing", versions.size(), Visible.of(Versions.list(versions)));
    }

    /** {@code 436 workspace_tags: no down script was found anywhere.} */
    public static List<String> missingLines(Way way) {
        return way.missing().stream()
                .map(missing -> Text.of(
                        "release.missing.line",
                        Visible.of(missing.track().name()),
                        Visible.of(RowText.title(missing.row()))))
                .toList();
    }

    /** {@code Stage 1 of 2: core goes from 448 to 442, then deploy v2.30.4.} */
    public static String stage(Way way, Stage stage) {
        int number = way.stages().indexOf(stage) + 1;
        String moves = stage.moves().stream()
                .map(move -> Text.of(
                        "release.stage.move",
                        Visible.of(move.track().name()),
                        Visible.of(move.from().text()),
                        Visible.of(move.to().text())))
                .collect(Collectors.joining(", "));
        String does = moves.isEmpty() ? Text.of("release.stage.nothing") : moves;
        return Text.of("release.stage", number, way.stages().size(), does, name(stage.stop()));
    }

    /** What stands between this stage and the next one; null after the last one. */
    public static @Nullable String stop(Way way, Stage stage) {
        boolean last = stage.equals(way.stages().getLast());
        return last ? null : Text.of("release.stage.stop", name(stage.stop()));
    }

    /** Where a move's down scripts are taken from. */
    public static String scripts(Move move) {
        Release from = move.scripts();
        return from == null
                ? Text.of("release.scripts.scattered")
                : Text.of(
                        from.place().place() == Provenance.Place.WORKING_TREE
                                ? "release.scripts.workingTree"
                                : "release.scripts",
                        name(from));
    }

    private static String staged(Way way, Track track) {
        List<String> targets = way.stages().stream()
                .flatMap(stage -> stage.moves().stream())
                .filter(move -> move.track().equals(track))
                .map(move -> Visible.of(move.to().text()))
                .distinct()
                .toList();
        String then = targets.size() < 2
                ? String.join("", targets)
                : Text.of(
                        "release.why.then",
                        String.join(", ", targets.subList(0, targets.size() - 1)),
                        targets.getLast());
        return Text.of("release.why.staged", way.stages().size(), then);
    }

    private static String reasons(TrackAnswer track) {
        return track.reasons().stream().map(ReasonText::of).collect(Collectors.joining("; "));
    }

    private static String position(Timeline timeline) {
        String track = Visible.of(timeline.track().name());
        if (timeline.history() == null) {
            return Text.of("release.position.none", track);
        }
        Version current = timeline.history().current();
        return current == null
                ? Text.of("release.position.nil", track)
                : Text.of("release.position", track, Visible.of(current.text()));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
