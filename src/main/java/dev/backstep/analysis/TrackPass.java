package dev.backstep.analysis;

import dev.backstep.analysis.Analyst.Kept;
import dev.backstep.analysis.Analyst.MigrationReader;
import dev.backstep.analysis.TrackAnalysis.Place;
import dev.backstep.model.Candidate;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Goes through one timeline from its oldest row, with the schemas that database and checkout have at each. */
final class TrackPass {

    /** How many more readings make it worth telling, and what share of those that were told. */
    private static final int BATCH = 25;

    private static final int SHARE = 10;

    private final MigrationReader reader;
    private final Map<Place, MigrationReading> readings = new HashMap<>();
    private final Map<Version, KnownSchema> applied = new HashMap<>();
    private KnownSchema database;
    private KnownSchema checkout;

    TrackPass(KnownSchema start, MigrationReader reader) {
        this.reader = reader;
        database = start;
        checkout = start;
    }

    TrackAnalysis read(Timeline timeline, Progress progress) {
        int rows = timeline.rows().size();
        int read = 0;
        int told = 0;
        for (TimelineRow row : timeline.rows().reversed()) {
            if (Thread.interrupted()) {
                throw new CancellationException();
            }
            read(row, timeline.history());
            read++;
            if (read - told >= BATCH + told / SHARE && read < rows) {
                progress.heard(soFar(), read, rows);
                told = read;
            }
        }
        return soFar();
    }

    private TrackAnalysis soFar() {
        return new TrackAnalysis(readings, applied);
    }

    private void read(TimelineRow row, @Nullable History history) {
        KnownSchema before = row.lane().inDatabase() ? database : checkout;
        Kept shown = reader.read(row.migration(), before);
        put(row, row.migration(), history, shown.reading());
        KnownSchema after = shown.after();
        for (Candidate each : TrackAnalysis.contenders(row)) {
            put(
                    row,
                    each.migration(),
                    history,
                    reader.read(each.migration(), before).reading());
            // Which of them was applied is not known, so neither is the schema above them.
            after = each.migration().sameUp(row.migration()) ? after : after.afterUnread();
        }
        switch (row.lane()) {
            case DATABASE -> database = after;
            case CHECKOUT -> checkout = after;
            case BOTH -> {
                Migration here = row.migrationInCheckout();
                boolean together = checkout == database && here.equals(row.migration());
                checkout = together ? after : reader.read(here, checkout).after();
                database = after;
            }
        }
        if (row.lane().inDatabase()) {
            applied.put(row.version(), database);
        }
    }

    private void put(TimelineRow row, Migration migration, @Nullable History history, MigrationReading reading) {
        readings.putIfAbsent(Place.of(row, migration), reading.with(Declarations.of(history, row, migration)));
    }
}
