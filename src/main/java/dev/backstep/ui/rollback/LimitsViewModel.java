package dev.backstep.ui.rollback;

import dev.backstep.rollback.run.RunLimits;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** How long a run waits, in whole seconds as a person writes them. */
final class LimitsViewModel {

    /** An hour: whoever waits longer should stop whoever holds the lock. */
    static final int MOST_SECONDS = 3600;

    private final StringProperty lockWait = seconds(RunLimits.DEFAULT.advisoryLockWait());
    private final StringProperty lockTimeout = seconds(RunLimits.DEFAULT.lockTimeout());
    private final BooleanBinding valid = Bindings.createBooleanBinding(
            () -> parse(lockWait.get()).isPresent() && parse(lockTimeout.get()).isPresent(), lockWait, lockTimeout);

    /** How long to wait for the tool's advisory locks. */
    StringProperty lockWaitProperty() {
        return lockWait;
    }

    /** PostgreSQL's {@code lock_timeout} for each statement. */
    StringProperty lockTimeoutProperty() {
        return lockTimeout;
    }

    BooleanBinding validProperty() {
        return valid;
    }

    /** The limits as they stand; the default where they are not valid. */
    RunLimits limits() {
        return new RunLimits(
                parse(lockWait.get()).orElse(RunLimits.DEFAULT.advisoryLockWait()),
                parse(lockTimeout.get()).orElse(RunLimits.DEFAULT.lockTimeout()));
    }

    /** 1 to {@value #MOST_SECONDS}: PostgreSQL takes 0 for "no limit at all". */
    static Optional<Duration> parse(String seconds) {
        String digits = seconds.strip();
        if (!digits.matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number < 1 || number > MOST_SECONDS ? Optional.empty() : Optional.of(Duration.ofSeconds(number));
    }

    private static StringProperty seconds(Duration duration) {
        return new SimpleStringProperty(Long.toString(duration.toSeconds()));
    }
}
