package dev.backstep.rollback.plan;

import dev.backstep.model.TimelineRow;
import java.util.Optional;

/** Makes down scripts for migrations that came without one. */
@FunctionalInterface
public interface Generator {

    /** What can be said of a row without a down script: that one can be made, or why not; empty without an up script. */
    Optional<Finding> offer(TimelineRow row);
}
