package dev.backstep.replay;

import java.time.Duration;

/**
 * How long a replay may take.
 *
 * @param statement PostgreSQL's {@code statement_timeout} for each message that is sent
 */
public record ReplayLimits(Duration statement) {

    /** A minute: on a database without rows, hardly anything takes longer that is not stuck. */
    public static final ReplayLimits DEFAULT = new ReplayLimits(Duration.ofMinutes(1));
}
