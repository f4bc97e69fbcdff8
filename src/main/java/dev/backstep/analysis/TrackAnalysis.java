package dev.backstep.analysis;

import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import java.util.Map;

/** What the scripts of one timeline say, as far as they were read. */
public final class TrackAnalysis {

    private static final TrackAnalysis NONE = new TrackAnalysis(Map.of(), Map.of());

    private final Map<Place, MigrationReading> readings;
    private final Map<Version, KnownSchema> applied;

    TrackAnalysis(Map<Place, MigrationReading> readings, Map<Version, KnownSchema> applied) {
        this.readings = Map.copyOf(readings);
        this.applied = Map.copyOf(applied);
    }

    /** Nothing was read yet. */
    public static TrackAnalysis none() {
        return NONE;
    }

    /** What a row's scripts say; nothing, where they were not read yet. */
    public MigrationReading of(TimelineRow row) {
        return readings.getOrDefault(Place.of(row), MigrationReading.NOTHING);
    }

    /** The row's marker; unknown where it was not read yet. */
    public Marker marker(TimelineRow row) {
        return of(row).marker();
    }

    /** The schema that the database's applied migrations leave at a version, as their texts say. */
    public KnownSchema after(Version applied) {
        return this.applied.getOrDefault(applied, KnownSchema.unknown());
    }

    /** Where a row stands; each version stands once in the database and once in the checkout. */
    record Place(Version version, boolean pending) {
        static Place of(TimelineRow row) {
            return new Place(row.version(), row.lane() == Lane.CHECKOUT);
        }
    }
}
