package dev.backstep.rollback.program;

import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.saved.Saved;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command went on the live database.
 *
 * @param plan what was run
 * @param startedAt when it was asked for
 * @param endedAt when its outcome was known
 * @param rehearsed how it was rehearsed; null where it was not
 * @param end how the command ended; null where it was not started
 * @param saved where what it took away is; null where nothing was saved
 * @param outcome what is true now
 */
public record ProgramRan(
        ProgramPlan plan,
        Instant startedAt,
        Instant endedAt,
        @Nullable Remembered rehearsed,
        @Nullable ToolEnd end,
        @Nullable Saved saved,
        Outcome outcome) {

    /** What to hold of a command that ran. */
    public enum Verdict {
        /** It ended well, and left what it left on the copy. */
        AS_REHEARSED,
        /** It ended well, and left something else than on the copy. */
        OTHERWISE,
        /** It ended well, and there is nothing to compare with. */
        UNREHEARSED,
        /** It ended well, and nothing came through: it most likely worked on no database, or on another one. */
        UNCONNECTED,
        /** It said that it failed. */
        FAILED,
        /** A person has ended it. */
        CANCELLED
    }

    /** What is true now. */
    public sealed interface Outcome {}

    /**
     * It ran, and the database was asked afterwards.
     *
     * @param verdict what to hold of it
     * @param catalog from before it to after it
     * @param histories the history tables that hold something else now
     * @param missing what it changed on the copy and not here
     * @param unexpected what it changed here and not on the copy
     */
    public record Ran(
            Verdict verdict,
            CatalogDifference catalog,
            List<String> histories,
            List<String> missing,
            List<String> unexpected)
            implements Outcome {
        public Ran {
            histories = List.copyOf(histories);
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
        }

        /** Whether neither catalog nor histories changed; rows may have. */
        public boolean nothingSeen() {
            return catalog.isEmpty() && histories.isEmpty();
        }
    }

    /** Something has changed since it was shown: nothing was run. */
    public record Changed(List<String> changes) implements Outcome {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** It was not started, and nothing has changed. */
    public record NotStarted(String why) implements Outcome {}

    /** It ran, and the database could not be asked afterwards. */
    public record Unknown(String why) implements Outcome {}
}
