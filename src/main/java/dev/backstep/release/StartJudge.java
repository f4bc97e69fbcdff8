package dev.backstep.release;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.Marker;
import dev.backstep.model.ReleaseVersion.Minor;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a release starts on one track as golang-migrate v4 would let it: exactly at its own top; below it, if its
 * files have the database's version; ahead of it, only as its rule says.
 */
final class StartJudge {

    private final Timeline timeline;
    private final boolean anyHistory;
    private final Minors minors;
    private final Markers markers;
    private final StartRule rule;
    private final Layout layout;

    StartJudge(Timeline timeline, boolean anyHistory, Minors minors, Markers markers, StartRule rule) {
        this.timeline = timeline;
        this.anyHistory = anyHistory;
        this.minors = minors;
        this.markers = markers;
        this.rule = rule;
        this.layout = Layout.of(timeline.track());
    }

    TrackAnswer judge(Release release, Standing standing) {
        Version top = standing.top();
        History history = timeline.history();
        if (timeline.verdict() instanceof Verdict.UnreadableHistory(String sentence)) {
            return answer(standing, TrackAnswer.Verdict.BLOCKED, null, new Reason.Unreadable(sentence));
        }
        if (top == null) {
            return answer(standing, TrackAnswer.Verdict.UNVERIFIED, null, new Reason.NotInRelease());
        }
        if (!standing.duplicates().isEmpty()) {
            String file = standing.duplicates().getFirst();
            String error = layout.duplicate(file);
            return answer(standing, TrackAnswer.Verdict.BLOCKED, error, new Reason.DuplicateFile(file));
        }
        if (history == null) {
            return withoutHistory(standing);
        }
        Version current = history.current();
        if (history.keeping() == Keeping.APPLICATION && current != null) {
            return ApplicationJudge.judge(timeline, current, release, standing);
        }
        if (history.dirty()) {
            boolean ahead = current != null && current.compareTo(top) > 0;
            String error = layout.dirty(
                    timeline.track(),
                    current == null ? "-1" : current.text(),
                    ahead && mayRunAhead(release),
                    top.text());
            return answer(standing, TrackAnswer.Verdict.BLOCKED, error, new Reason.Dirty(current));
        }
        return current == null
                ? answer(standing, TrackAnswer.Verdict.RUNS, null, new Reason.MigratesUp(standing.pending()))
                : at(current, top, release, standing);
    }

    private TrackAnswer withoutHistory(Standing standing) {
        boolean fresh = anyHistory || timeline.verdict() instanceof Verdict.EmptyDatabase;
        return fresh
                ? answer(standing, TrackAnswer.Verdict.RUNS, null, new Reason.StartsAfresh(standing.pending()))
                : answer(standing, TrackAnswer.Verdict.UNVERIFIED, null, new Reason.NoHistory(standing.pending()));
    }

    private TrackAnswer at(Version current, Version top, Release release, Standing standing) {
        int order = current.compareTo(top);
        if (order > 0) {
            return ahead(current, release, standing);
        }
        if (layout.looksForVersion()
                && (!standing.has(current) || standing.differences().get(current) == Difference.NEVER_RAN)) {
            String error = layout.unknownVersion(timeline.track(), current, top);
            return differing(standing, TrackAnswer.Verdict.REFUSES, error, new Reason.UnknownVersion(current));
        }
        Reason reason = order == 0 ? new Reason.AtItsTop(top) : new Reason.MigratesUp(standing.pending());
        return differing(standing, TrackAnswer.Verdict.RUNS, null, reason);
    }

    private TrackAnswer ahead(Version current, Release release, Standing standing) {
        StartRule.Kind kind = rule.of(release);
        Optional<Reason> objection = switch (kind) {
            case REFUSE -> Optional.of(new Reason.Ahead(notIn(standing).size()));
            case RUN -> Optional.empty();
            case WITHIN_ONE_MINOR -> minorObjection(current, release);
            case ONLY_COMPATIBLE -> markerObjection(notIn(standing));
        };
        if (objection.isEmpty()) {
            int above = notIn(standing).size();
            return differing(standing, TrackAnswer.Verdict.RUNS, null, new Reason.RunsAhead(above, kind));
        }
        boolean ownWords = kind == StartRule.Kind.REFUSE || layout.goesByRows();
        String error = ownWords
                ? layout.unknownVersion(timeline.track(), current, Objects.requireNonNull(standing.top()))
                : null;
        return differing(standing, TrackAnswer.Verdict.REFUSES, error, objection.get());
    }

    private Optional<Reason> minorObjection(Version current, Release release) {
        Optional<Minor> own = Minors.minor(release);
        Optional<Minors.Schema> schema = own.flatMap(minor -> minors.of(timeline.track(), current, minor.prefix()));
        if (own.isEmpty() || schema.isEmpty()) {
            return Optional.of(new Reason.MinorUnknown(current));
        }
        Minors.Schema found = schema.get();
        boolean near = found.minor().sameMajor(own.get()) && found.ahead(own.get()) <= 1;
        return near
                ? Optional.empty()
                : Optional.of(new Reason.TooFarAhead(current, found.minor(), found.unreleased()));
    }

    private Optional<Reason> markerObjection(List<TimelineRow> rows) {
        List<TimelineRow> breaking =
                rows.stream().filter(row -> marker(row) == Marker.BREAKING).toList();
        List<TimelineRow> unknown = rows.stream()
                .filter(row -> marker(row) == Marker.UNKNOWN || marker(row) == Marker.CONDITIONAL)
                .toList();
        return breaking.isEmpty() && unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason.NotCompatible(breaking, unknown));
    }

    /** The marker that such a release would see. */
    private Marker marker(TimelineRow row) {
        History history = timeline.history();
        if (!layout.goesByRows() || history == null) {
            return markers.of(timeline.track(), row);
        }
        return history.records().stream()
                .filter(record -> record.version().equals(row.version()))
                .map(AppliedRecord::declared)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Marker.UNKNOWN);
    }

    /** The applied migrations that the release does not have, newest first. */
    private List<TimelineRow> notIn(Standing standing) {
        Version top = Objects.requireNonNull(standing.top());
        return timeline.applied().stream()
                .filter(row -> row.version().compareTo(top) > 0
                        || Optional.ofNullable(standing.differences().get(row.version()))
                                .filter(Difference::apart)
                                .isPresent())
                .toList();
    }

    private boolean mayRunAhead(Release release) {
        return rule.of(release) != StartRule.Kind.REFUSE;
    }

    /** The answer by the numbers, and what the contents say besides. */
    private TrackAnswer differing(
            Standing standing, TrackAnswer.Verdict byNumber, @Nullable String error, Reason reason) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(reason);
        TrackAnswer.Verdict verdict = byNumber;
        for (Difference kind : Difference.values()) {
            List<Version> versions = standing.versions(kind);
            if (!versions.isEmpty()) {
                reasons.add(new Reason.Differs(kind, versions));
                TrackAnswer.Verdict worse = switch (kind) {
                    case UNPROVEN, MAY_BE_OTHER -> TrackAnswer.Verdict.UNVERIFIED;
                    case OTHER, LACKING, NEVER_RAN -> TrackAnswer.Verdict.DIFFERS;
                };
                verdict = worse.compareTo(verdict) > 0 ? worse : verdict;
            }
        }
        return new TrackAnswer(standing, verdict, reasons, error);
    }

    private static TrackAnswer answer(
            Standing standing, TrackAnswer.Verdict verdict, @Nullable String error, Reason reason) {
        return new TrackAnswer(standing, verdict, List.of(reason), error);
    }
}
