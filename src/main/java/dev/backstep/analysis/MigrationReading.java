package dev.backstep.analysis;

import dev.backstep.model.Marker;
import dev.backstep.sql.rules.KnownSchema;
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
 */
public record MigrationReading(
        KnownSchema before,
        @Nullable ScriptReading up,
        @Nullable ScriptReading down,
        @Nullable Reversal reversal) {

    static final MigrationReading NOTHING = new MigrationReading(KnownSchema.unknown(), null, null, null);

    /** What each source says, the most trusted first; empty where no up script was found. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(2);
        if (up != null && up.declared() != null) {
            marks.add(new Mark(Source.DECLARED, up.declared().marker()));
        }
        if (up != null) {
            marks.add(new Mark(Source.READ, up.marker()));
        }
        return marks;
    }

    /** The marker to show: the most trusted source's. */
    public Marker marker() {
        List<Mark> marks = marks();
        return marks.isEmpty() ? Marker.UNKNOWN : marks.getFirst().marker();
    }

    /** Whether it is declared compatible, and the SQL says breaking. */
    public boolean contradicted() {
        return up != null && up.contradictsDeclaration();
    }
}
