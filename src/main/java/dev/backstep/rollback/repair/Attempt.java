package dev.backstep.rollback.repair;

import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script that may be the one that failed: the up script of the marked version, or the down script of the one above it. Also
 * the script that would take it back.
 *
 * @param migration whose script it is
 * @param up whether it is the up script
 * @param from the version before it; null for nothing applied
 * @param to the version after it; null for nothing applied
 * @param statements its statements in order, without those that begin or end a transaction
 */
public record Attempt(
        Migration migration,
        boolean up,
        @Nullable Version from,
        @Nullable Version to,
        List<String> statements) {

    public Attempt {
        statements = List.copyOf(statements);
    }
}
