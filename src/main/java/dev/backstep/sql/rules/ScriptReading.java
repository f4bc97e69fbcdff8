package dev.backstep.sql.rules;

import dev.backstep.model.Marker;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reading a script found.
 *
 * @param marker the worst of the reasons' markers
 * @param declared what the script's own header says; null where it says nothing
 * @param reasons why, in the order of the statements
 * @param locks the locks it takes, in order
 * @param losses what it takes away for good; also what depends on these things is lost or in the way
 * @param alone its statements that cannot share a transaction with other scripts, each on one line
 * @param touched what it makes, changes or takes away, also what it leaves as it was in the end
 * @param names which names it makes, changes and takes away
 * @param after the schema when it has run, as far as it is known
 */
public record ScriptReading(
        Marker marker,
        @Nullable Declaration declared,
        List<Reason> reasons,
        List<LockEffect> locks,
        List<Loss> losses,
        List<String> alone,
        Set<ObjectId> touched,
        Names names,
        KnownSchema after) {

    private static final List<Marker> ORDER =
            List.of(Marker.COMPATIBLE, Marker.CONDITIONAL, Marker.UNKNOWN, Marker.BREAKING);

    /** From the best to the worst; what is not understood is worse than a condition, and better than a certain break. */
    public static final Comparator<Marker> BEST_FIRST = Comparator.comparingInt(ORDER::indexOf);

    public ScriptReading {
        reasons = List.copyOf(reasons);
        locks = List.copyOf(locks);
        losses = List.copyOf(losses);
        alone = List.copyOf(alone);
        touched = Set.copyOf(touched);
    }

    /** The worst of several markers; unknown where there is none. */
    public static Marker worst(List<Marker> markers) {
        return markers.stream().max(BEST_FIRST).orElse(Marker.UNKNOWN);
    }

    /** The same without {@link #after}, where only what was found is of interest; a schema takes room. */
    public ScriptReading withoutSchema() {
        return new ScriptReading(
                marker, declared, reasons, locks, losses, alone, touched, names, KnownSchema.unknown());
    }

    /** The reasons for the marker itself, without those for better ones. */
    public List<Reason> decisive() {
        return reasons.stream().filter(reason -> reason.marker() == marker).toList();
    }

    /** Whether the header says compatible, and the SQL says breaking. */
    public boolean contradictsDeclaration() {
        return declared != null && declared.marker() == Marker.COMPATIBLE && marker == Marker.BREAKING;
    }
}
