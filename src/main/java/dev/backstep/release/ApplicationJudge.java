package dev.backstep.release;

import dev.backstep.model.ReleaseVersion;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.List;

/**
 * Judges a release by the application's version that the database has recorded, as botpress/messaging does
 * ({@code validateSrcAndDst}, {@code migrate}): an older one refuses, also where no migration lies between.
 */
final class ApplicationJudge {

    private ApplicationJudge() {}

    static TrackAnswer judge(Timeline timeline, Version recorded, Release release, Standing standing) {
        Version own = release.version().map(ReleaseVersion::numbers).orElse(null);
        if (own == null) {
            return new TrackAnswer(
                    standing, TrackAnswer.Verdict.UNVERIFIED, List.of(new Reason.ApplicationUnknown(recorded)), null);
        }
        if (own.compareTo(recorded) < 0) {
            List<Version> above = timeline.applied().stream()
                    .map(TimelineRow::version)
                    .filter(version -> version.compareTo(own) > 0)
                    .toList();
            String error =
                    "Invalid migration parameters: up migration cannot target a version (%s) lower than the current server version (%s)"
                            .formatted(own, recorded);
            return new TrackAnswer(
                    standing,
                    TrackAnswer.Verdict.REFUSES,
                    List.of(new Reason.OlderApplication(own, recorded, above)),
                    error);
        }
        Reason reason = standing.pending() == 0
                ? new Reason.RecordsItsVersion(own)
                : new Reason.MigratesWhenTold(standing.pending());
        return new TrackAnswer(standing, TrackAnswer.Verdict.RUNS, List.of(reason), null);
    }
}
