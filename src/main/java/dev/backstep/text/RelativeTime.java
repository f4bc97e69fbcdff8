package dev.backstep.text;

import java.time.Duration;
import java.time.Instant;

/** Says how long ago something was. */
public final class RelativeTime {

    private RelativeTime() {}

    /** {@code 2 days ago}; a moment in the future (clocks differ) counts as now. */
    public static String of(Instant moment, Instant now) {
        Duration ago = Duration.between(moment, now);
        long days = ago.toDays();
        if (ago.toMinutes() < 1) {
            return Text.of("ago.now");
        }
        if (ago.toHours() < 1) {
            return Text.of("ago.minutes", ago.toMinutes());
        }
        if (days < 1) {
            return Text.of("ago.hours", ago.toHours());
        }
        if (days < 14) {
            return Text.of("ago.days", days);
        }
        if (days < 61) {
            return Text.of("ago.weeks", days / 7);
        }
        return days < 730 ? Text.of("ago.months", days / 30) : Text.of("ago.years", days / 365);
    }
}
