package dev.backstep.release;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a release starts on the database as it is now, and the way there.
 *
 * @param release the release
 * @param kind the answer over all tracks
 * @param tracks one per track
 * @param way what has to be undone before it runs on the schema it expects; null when nothing has to be or nothing would
 *     help
 */
public record Answer(
        Release release,
        Kind kind,
        List<TrackAnswer> tracks,
        @Nullable Way way) {

    /** Answers, from the best to the worst. */
    public enum Kind {
        /** It starts on the database as it is. */
        RUNS,
        /** It starts, but it is not proven that the schema is the one it expects. */
        UNVERIFIED,
        /** It starts, but the schema is not the one it expects. */
        DIFFERS,
        /** It does not start now; it does after a rollback for which every script is there. */
        AFTER_ROLLBACK,
        /** It does not start, and there is no complete way. */
        NO
    }

    public Answer {
        tracks = List.copyOf(tracks);
    }

    static Answer of(Release release, List<TrackAnswer> tracks, Way found) {
        TrackAnswer.Verdict worst = tracks.stream()
                .map(TrackAnswer::verdict)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        boolean moves = found.stages().stream().anyMatch(stage -> !stage.moves().isEmpty());
        Way way = worst.compareTo(TrackAnswer.Verdict.DIFFERS) >= 0
                        && worst != TrackAnswer.Verdict.BLOCKED
                        && (moves || !found.complete())
                ? found
                : null;
        Kind kind = switch (worst) {
            case RUNS -> Kind.RUNS;
            case UNVERIFIED -> Kind.UNVERIFIED;
            case DIFFERS -> Kind.DIFFERS;
            case REFUSES -> way != null && way.complete() ? Kind.AFTER_ROLLBACK : Kind.NO;
            case BLOCKED -> Kind.NO;
        };
        return new Answer(release, kind, tracks, way);
    }

    /** The track that decides: the first of those with the worst answer. */
    public TrackAnswer deciding() {
        return tracks.stream().max(Comparator.comparing(TrackAnswer::verdict)).orElseThrow();
    }
}
