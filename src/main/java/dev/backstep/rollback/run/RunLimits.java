package dev.backstep.rollback.run;

import java.time.Duration;

/**
 * How long a run waits.
 *
 * @param advisoryLockWait for the tool's advisory locks, all of them together
 * @param lockTimeout PostgreSQL's {@code lock_timeout} for each statement
 */
public record RunLimits(Duration advisoryLockWait, Duration lockTimeout) {

    /** 15 s for the tool's lock, as golang-migrate has it, and 10 s for each statement's locks. */
    public static final RunLimits DEFAULT = new RunLimits(Duration.ofSeconds(15), Duration.ofSeconds(10));
}
