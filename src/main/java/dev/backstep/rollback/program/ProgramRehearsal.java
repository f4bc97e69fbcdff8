package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rehearsal of a command went.
 *
 * @param fingerprint of what was rehearsed, 64 hexadecimal digits
 * @param at when it ended
 * @param end how the command ended; null where it was not started
 * @param outcome what came of it
 */
public record ProgramRehearsal(
        String fingerprint, Instant at, @Nullable ToolEnd end, Outcome outcome) {

    /** What to hold of a command that ran. */
    public enum Verdict {
        /** It ran to its end, on the copy. */
        GOOD,
        /** It said that it failed. */
        FAILED,
        /** It came to no database through Backstep: most likely it does not read the variables. */
        UNCONNECTED,
        /** It wanted to reach out of the copy, and was stopped. */
        HALTED,
        /** Somebody, most likely it, wanted to write to the live database, was held up and ended. */
        TRESPASSED,
        /** The live database is not as it was. */
        LIVE_CHANGED
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /**
     * It ran.
     *
     * @param verdict what to hold of it
     * @param catalog from the copy before it to the copy after it
     * @param rows what it did to rows, by table
     * @param histories the history tables that hold something else now
     * @param detail who trespassed, or what of the live database has changed; else empty
     */
    public record Ran(
            Verdict verdict, CatalogDifference catalog, List<RowChange> rows, List<String> histories, String detail)
            implements Outcome {
        public Ran {
            rows = List.copyOf(rows);
            histories = List.copyOf(histories);
        }
    }

    /** A person cancelled. */
    public record Cancelled() implements Outcome {}

    /** It did not come to the command. */
    public record NotDone(String why) implements Outcome {}
}
