package dev.backstep.release;

import dev.backstep.model.History;
import dev.backstep.model.Marker;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every release against the database as it is now.
 *
 * @param tracks the tracks that were compared: those with a folder
 * @param answers the checkout, then pinned branches, then tags, the newest version first
 * @param withoutMigrations tags that have no migration of these tracks, the newest version first
 */
public record ReleaseMatrix(List<Track> tracks, List<Answer> answers, List<String> withoutMigrations) {

    public ReleaseMatrix {
        tracks = List.copyOf(tracks);
        answers = List.copyOf(answers);
        withoutMigrations = List.copyOf(withoutMigrations);
    }

    /**
     * Judges all releases.
     *
     * @param timelines one per track
     * @param releases every place that was read
     * @param rules the start rule of each track
     * @param pinned branches to be listed too
     * @param markers what is known of a row's compatibility; only {@link Marker#COMPATIBLE} counts as such
     */
    public static ReleaseMatrix of(
            List<Timeline> timelines, List<Release> releases, StartRules rules, Set<String> pinned, Markers markers) {
        List<Timeline> compared = timelines.stream()
                .filter(timeline -> timeline.track().folder() != null)
                .toList();
        List<Release> ordered = releases.stream().sorted(order()).toList();
        Minors minors = new Minors(ordered);
        // What only a tool's own program undoes is no way that Backstep could lead.
        List<Timeline> undoable = compared.stream()
                .filter(timeline ->
                        timeline.history() == null || timeline.history().keeping() != History.Keeping.APPLICATION)
                .toList();
        WayFinder ways = new WayFinder(undoable, ordered, minors);
        boolean anyHistory = compared.stream().anyMatch(timeline -> timeline.history() != null);
        List<Answer> answers = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Release release : ordered) {
            if (!release.isTag() && !release.isCheckout() && !pinned.contains(release.name())) {
                continue;
            }
            if (!release.hasMigrations()) {
                if (release.isTag()) {
                    without.add(release.name());
                }
                continue;
            }
            List<TrackAnswer> tracks = new ArrayList<>();
            for (Timeline timeline : compared) {
                StartRule rule = rules.of(timeline.track());
                StartJudge judge = new StartJudge(timeline, anyHistory, minors, markers, rule);
                release.on(timeline.track()).ifPresent(standing -> tracks.add(judge.judge(release, standing)));
            }
            boolean staged = compared.stream()
                    .anyMatch(timeline -> rules.of(timeline.track()).kind() == StartRule.Kind.WITHIN_ONE_MINOR);
            if (!tracks.isEmpty()) {
                answers.add(Answer.of(release, tracks, ways.to(release, staged)));
            }
        }
        return new ReleaseMatrix(compared.stream().map(Timeline::track).toList(), answers, without);
    }

    /** The answer for a release by its name; a tag before a branch of the same name. */
    public Optional<Answer> answer(String name) {
        return answers.stream()
                .filter(answer -> answer.release().name().equals(name))
                .filter(answer -> !answer.release().isCheckout())
                .min(Comparator.comparing(answer -> !answer.release().isTag()));
    }

    private static Comparator<Release> order() {
        Comparator<String> newest = ReleaseVersion.tagOrder().reversed();
        return Comparator.comparingInt((Release release) -> rank(release.place().place()))
                .thenComparing(release -> release.isTag() && release.version().isEmpty())
                .thenComparing(
                        release -> release.version().map(ReleaseVersion::prefix).orElse(""))
                .thenComparing(
                        (one, other) -> one.isTag() && other.isTag() ? newest.compare(one.name(), other.name()) : 0)
                .thenComparing(Release::name);
    }

    private static int rank(Place place) {
        return switch (place) {
            case WORKING_TREE -> 0;
            case HEAD, BRANCH -> 1;
            case REMOTE_BRANCH -> 2;
            case TAG -> 3;
            case STASH, INDEX, HISTORY, REFLOG, UNREACHABLE, DATABASE, JOURNAL, GENERATED -> 4;
        };
    }
}
