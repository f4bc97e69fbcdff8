package dev.backstep.analysis;

import dev.backstep.model.Candidate;
import dev.backstep.model.Marker;
import dev.backstep.sql.rules.ScriptReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row's compatibility.
 *
 * @param marker the likeliest candidate's; unknown where another candidate's is worse
 * @param source how it is known; null where no up script was found or another candidate's is worse
 * @param contradicted whether it is declared compatible, and a replay or the SQL says breaking
 * @param disagreeing every candidate with the marker it would have; empty where they agree
 * @param reading what the shown migration's scripts say
 */
public record RowMarker(
        Marker marker,
        @Nullable Source source,
        boolean contradicted,
        List<OfCandidate> disagreeing,
        MigrationReading reading) {

    public RowMarker {
        disagreeing = List.copyOf(disagreeing);
    }

    /** The marker that the row would have if this candidate is what was applied. */
    public record OfCandidate(Candidate candidate, Marker marker) {}

    static RowMarker of(MigrationReading reading) {
        List<Mark> marks = reading.marks();
        return new RowMarker(
                reading.marker(),
                marks.isEmpty() ? null : marks.getFirst().source(),
                reading.contradicted(),
                List.of(),
                reading);
    }

    /** The marker of a row whose candidates disagree: never better than one of them. */
    static RowMarker of(MigrationReading likeliest, List<OfCandidate> candidates) {
        RowMarker mark = of(likeliest);
        boolean worst = candidates.stream()
                .noneMatch(each -> ScriptReading.BEST_FIRST.compare(each.marker(), mark.marker()) > 0);
        return worst
                ? new RowMarker(mark.marker(), mark.source(), mark.contradicted(), candidates, likeliest)
                : new RowMarker(Marker.UNKNOWN, null, false, candidates, likeliest);
    }

    /** Whether nothing is said of the row because a candidate is worse than the likeliest. */
    public boolean undecided() {
        return source == null && !disagreeing.isEmpty();
    }

    /** Whether a person who looks for what breaks should see it. */
    public boolean mayBreak() {
        return marker == Marker.BREAKING || contradicted;
    }
}
