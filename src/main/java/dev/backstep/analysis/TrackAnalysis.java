package dev.backstep.analysis;

import dev.backstep.analysis.RowMarker.OfCandidate;
import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.Migration;
import dev.backstep.model.Script;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scripts of one timeline say, as far as they were read. Asked about a newer timeline's row it answers only where
 * the row's scripts are still the same.
 */
public final class TrackAnalysis {

    private static final TrackAnalysis NONE = new TrackAnalysis(Map.of(), Map.of(), Map.of());

    private final Map<Place, MigrationReading> readings;
    private final Map<Version, KnownSchema> applied;
    private final Map<Place, Observation> observations;

    TrackAnalysis(Map<Place, MigrationReading> readings, Map<Version, KnownSchema> applied) {
        this(Map.copyOf(readings), Map.copyOf(applied), Map.of());
    }

    private TrackAnalysis(
            Map<Place, MigrationReading> readings,
            Map<Version, KnownSchema> applied,
            Map<Place, Observation> observations) {
        this.readings = readings;
        this.applied = applied;
        this.observations = observations;
    }

    /** Nothing was read yet. */
    public static TrackAnalysis none() {
        return NONE;
    }

    /** The same readings beside what a replay showed, in place of what an earlier one did. */
    public TrackAnalysis with(Map<Place, Observation> observed) {
        return new TrackAnalysis(readings, applied, Map.copyOf(observed));
    }

    /** What a row's scripts say; nothing, where they were not read yet. */
    public MigrationReading of(TimelineRow row) {
        return of(row, row.migration());
    }

    /** What the scripts of one of a row's candidates say; nothing, where they were not read yet. */
    public MigrationReading of(TimelineRow row, Migration candidate) {
        Place place = Place.of(row, candidate);
        MigrationReading reading = readings.getOrDefault(place, MigrationReading.NOTHING);
        Observation observation = observations.get(place);
        return observation == null ? reading : reading.with(observation);
    }

    /** Whether a row's scripts were read, those of all its candidates too. */
    public boolean read(TimelineRow row) {
        return readings.containsKey(Place.of(row, row.migration()))
                && contenders(row).stream()
                        .allMatch(candidate -> readings.containsKey(Place.of(row, candidate.migration())));
    }

    /** What is known of a row's compatibility; null where it was not read yet. */
    public @Nullable RowMarker mark(TimelineRow row) {
        if (!read(row)) {
            return null;
        }
        List<OfCandidate> candidates = contenders(row).stream()
                .map(each -> new OfCandidate(each, of(row, each.migration()).marker()))
                .toList();
        boolean agree = candidates.stream().map(OfCandidate::marker).distinct().count() <= 1;
        return agree ? RowMarker.of(of(row)) : RowMarker.of(of(row), candidates);
    }

    /** The row's marker; unknown where it was not read yet. */
    public Marker marker(TimelineRow row) {
        RowMarker mark = mark(row);
        return mark == null ? Marker.UNKNOWN : mark.marker();
    }

    /** The schema that the database's applied migrations leave at a version, as their texts say. */
    public KnownSchema after(Version applied) {
        return this.applied.getOrDefault(applied, KnownSchema.unknown());
    }

    /** The candidates of which any may be what was applied; empty where it is clear. */
    static List<Candidate> contenders(TimelineRow row) {
        return row.evidence() == Evidence.AMBIGUOUS && row.lane().inDatabase() ? row.candidates() : List.of();
    }

    /** Where a text stands, and which: the same text above another schema may say something else. */
    public record Place(
            Version version,
            boolean pending,
            @Nullable ContentId up,
            @Nullable ContentId down) {

        static Place of(TimelineRow row, Migration migration) {
            return new Place(
                    row.version(), row.lane() == Lane.CHECKOUT, content(migration.up()), content(migration.down()));
        }

        private static @Nullable ContentId content(@Nullable Script script) {
            return script == null ? null : script.content();
        }
    }
}
