package dev.backstep.replay;

import java.time.Duration;

/**
 * How much a script may take.
 *
 * @param script how long it may run
 * @param bytes how large it may make its database, roughly: the size is looked at now and then
 */
public record ReplayLimits(Duration script, long bytes) {

    /** A minute and two gigabytes: on a database without rows, hardly anything takes more that is not stuck. */
    public static final ReplayLimits DEFAULT = new ReplayLimits(Duration.ofMinutes(1), 2_000_000_000L);
}
