package dev.backstep.analysis;

import dev.backstep.model.Candidate;
import dev.backstep.model.Marker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row's compatibility.
 *
 * @param marker the marker; unknown where the row's candidates disagree
 * @param source how it is known; null where no up script was found or the candidates disagree
 * @param contradicted whether it is declared compatible, and the SQL says breaking
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

    /** Whether a person who looks for what breaks should see it. */
    public boolean mayBreak() {
        return marker == Marker.BREAKING || contradicted;
    }
}
