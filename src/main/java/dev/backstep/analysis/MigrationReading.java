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
 * @param apart what is declared of it outside its SQL
 * @param observation what replaying the up script showed; null where it was not replayed
 */
public record MigrationReading(
        KnownSchema before,
        @Nullable ScriptReading up,
        @Nullable ScriptReading down,
        @Nullable Reversal reversal,
        List<Declared> apart,
        @Nullable Observation observation) {

    static final MigrationReading NOTHING =
            new MigrationReading(KnownSchema.unknown(), null, null, null, List.of(), null);

    public MigrationReading {
        apart = List.copyOf(apart);
    }

    MigrationReading with(Observation seen) {
        return new MigrationReading(before, up, down, reversal, apart, seen);
    }

    /** The same scripts, with what is declared of them elsewhere. */
    MigrationReading with(List<Declared> elsewhere) {
        return elsewhere.equals(apart)
                ? this
                : new MigrationReading(before, up, down, reversal, elsewhere, observation);
    }

    /** What its author declares, the most trusted place first. */
    public List<Declared> declarations() {
        List<Declared> all = new ArrayList<>(apart);
        if (up != null && up.declared() != null) {
            all.add(new Declared(
                    Declared.Origin.HEADER,
                    up.declared().marker(),
                    up.declared().reason()));
        }
        return all;
    }

    /** The declaration that counts; null where nobody declares anything. */
    public @Nullable Declared declared() {
        return declarations().stream()
                .filter(each -> each.marker() != Marker.UNKNOWN)
                .findFirst()
                .orElse(null);
    }

    /**
     * What each source that counts says, the most trusted first; empty where nothing is declared and no up script was found. What was observed on
     * less than the whole schema counts only where it is not better than what was read.
     */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(3);
        Declared declared = declared();
        if (declared != null) {
            marks.add(new Mark(Source.DECLARED, declared.marker()));
        }
        if (up == null) {
            return marks;
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

    /** Whether what is declared is contradicted: by a replay, by the SQL or by another declaration. */
    public boolean contradicted() {
        return contradictedBy() != null;
    }

    /**
     * Who finds nothing that breaks in what is declared breaking, the more trusted one; null where nobody does. An author may
     * know of more than a schema shows, so the declaration stands.
     */
    public @Nullable Source harmlessBy() {
        Declared declared = declared();
        if (declared == null || declared.marker() != Marker.BREAKING) {
            return null;
        }
        return marks().stream()
                .filter(mark -> mark.source() != Source.DECLARED)
                .findFirst()
                .filter(mark -> mark.marker() == Marker.COMPATIBLE)
                .map(Mark::source)
                .orElse(null);
    }

    /**
     * Who contradicts what is declared, the one that weighs most: who says breaking of what is declared compatible, or
     * another declaration. Null where nobody does.
     */
    public @Nullable Source contradictedBy() {
        Declared declared = declared();
        if (declared == null) {
            return null;
        }
        if (declared.marker() == Marker.COMPATIBLE && observed() == Marker.BREAKING) {
            return Source.OBSERVED;
        }
        if (declared.marker() == Marker.COMPATIBLE && up != null && up.marker() == Marker.BREAKING) {
            return Source.READ;
        }
        boolean agree = declarations().stream().allMatch(each -> each.marker() == declared.marker());
        return agree ? null : Source.DECLARED;
    }
}
