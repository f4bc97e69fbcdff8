package dev.backstep.analysis;

import dev.backstep.model.Marker;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.sql.rules.Reason;
import dev.backstep.sql.rules.Reversal;
import dev.backstep.sql.rules.ScriptReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's scripts say.
 *
 * @param before the schema that the up script meets, as far as it is known
 * @param up its up script, read on {@code before}; null where its text was not found
 * @param down its down script, read on what the up script leaves; null where its text was not found. The schema after it
 *     is not kept
 * @param reversal whether the down script takes back what the up script does; null where the two were not compared
 * @param observation what replaying the up script showed; null where it was not replayed
 */
public record MigrationReading(
        KnownSchema before,
        @Nullable ScriptReading up,
        @Nullable ScriptReading down,
        @Nullable Reversal reversal,
        @Nullable Observation observation) {

    static final MigrationReading NOTHING = new MigrationReading(KnownSchema.unknown(), null, null, null, null);

    MigrationReading with(Observation seen) {
        return new MigrationReading(before, up, down, reversal, seen);
    }

    /**
     * What each source that counts says, the most trusted first; empty where no up script was found. What was observed on
     * less than the whole schema counts only where it is not better than what was read.
     */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(3);
        if (up == null) {
            return marks;
        }
        if (up.declared() != null) {
            marks.add(new Mark(Source.DECLARED, up.declared().marker()));
        }
        Marker observed = observed();
        if (observed != null && observationCounts(observed, up)) {
            marks.add(new Mark(Source.OBSERVED, observed));
        }
        marks.add(new Mark(Source.READ, up.marker()));
        return marks;
    }

    private boolean observationCounts(Marker observed, ScriptReading read) {
        return observation != null
                && (observation.whole() || ScriptReading.BEST_FIRST.compare(observed, read.marker()) >= 0);
    }

    /** What replaying it showed, together with what no replay can show; null where it was not replayed. */
    public @Nullable Marker observed() {
        return observation == null || up == null ? null : observation.observed().with(up);
    }

    /** The reasons for what was observed or read; none for what its author declares. */
    public List<Reason> reasons(Source source) {
        if (up == null) {
            return List.of();
        }
        return switch (source) {
            case DECLARED -> List.of();
            case OBSERVED ->
                observation == null ? List.of() : observation.observed().reasonsWith(up);
            case READ -> up.reasons();
        };
    }

    /** The reasons for the marker that was observed or read, without those for better ones. */
    public List<Reason> decisive(Source source) {
        Marker marker = source == Source.OBSERVED ? observed() : up == null ? null : up.marker();
        return reasons(source).stream()
                .filter(reason -> reason.marker() == marker)
                .toList();
    }

    /** The marker to show: the most trusted source's. */
    public Marker marker() {
        List<Mark> marks = marks();
        return marks.isEmpty() ? Marker.UNKNOWN : marks.getFirst().marker();
    }

    /** Whether it is declared compatible, and a replay or the SQL says breaking. */
    public boolean contradicted() {
        return contradictedBy() != null;
    }

    /**
     * Who finds nothing that breaks in what is declared breaking, the more trusted one; null where nobody does. An author may
     * know of more than a schema shows, so the declaration stands.
     */
    public @Nullable Source harmlessBy() {
        if (up == null || up.declared() == null || up.declared().marker() != Marker.BREAKING) {
            return null;
        }
        Mark next = marks().get(1);
        return next.marker() == Marker.COMPATIBLE ? next.source() : null;
    }

    /** Who says breaking of what is declared compatible, the more trusted one; null where nobody does. */
    public @Nullable Source contradictedBy() {
        if (up == null || up.declared() == null || up.declared().marker() != Marker.COMPATIBLE) {
            return null;
        }
        if (observed() == Marker.BREAKING) {
            return Source.OBSERVED;
        }
        return up.contradictsDeclaration() ? Source.READ : null;
    }
}
