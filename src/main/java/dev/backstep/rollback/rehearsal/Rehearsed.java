package dev.backstep.rollback.rehearsal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a rehearsal; none of PostgreSQL's words, which may hold rows.
 *
 * @param fingerprint of the plan that was rehearsed
 * @param differences how many things differ from a fresh database at the target version
 * @param failedAt the index of the step that failed; -1 where none did
 */
public record Rehearsed(
        String fingerprint, Way way, Instant at, Duration took, Verdict verdict, int differences, int failedAt) {

    /** What came of it. */
    public enum Verdict {
        EQUAL,
        DIFFERS,
        /** It ran, and there was nothing to compare it with. */
        UNCOMPARED,
        FAILED
    }

    /** What to remember; null where the plan's first step was not reached, and where a person cancelled. */
    public static @Nullable Rehearsed of(Rehearsal rehearsal) {
        return switch (rehearsal.outcome()) {
            case Rehearsal.Reached reached -> {
                Verdict verdict = reached.uncompared() != null
                        ? Verdict.UNCOMPARED
                        : reached.left().isEmpty() ? Verdict.EQUAL : Verdict.DIFFERS;
                yield of(rehearsal, verdict, reached.left().entries().size(), -1);
            }
            case Rehearsal.Failed failed -> of(rehearsal, Verdict.FAILED, 0, failed.step());
            case Rehearsal.Cancelled _, Rehearsal.NotDone _ -> null;
        };
    }

    private static Rehearsed of(Rehearsal rehearsal, Verdict verdict, int differences, int failedAt) {
        return new Rehearsed(
                rehearsal.fingerprint(),
                rehearsal.way(),
                rehearsal.at(),
                rehearsal.took(),
                verdict,
                differences,
                failedAt);
    }
}
