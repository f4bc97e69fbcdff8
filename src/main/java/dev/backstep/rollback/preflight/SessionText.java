package dev.backstep.rollback.preflight;

import dev.backstep.database.Activity;
import dev.backstep.model.Session;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for other sessions. */
final class SessionText {

    private static final int SHOWN = 3;

    private SessionText() {}

    /** {@code psql (127.0.0.1), process 4242, idle in transaction for 4 min}. */
    static String of(Session session, @Nullable Duration since) {
        String state = session.state().isEmpty() ? Text.of("preflight.session.hidden") : session.state();
        String doing =
                since == null ? Visible.of(state) : Text.of("preflight.session.since", Visible.of(state), time(since));
        return session.pid() == 0
                ? Text.of("preflight.session.prepared", name(session), doing)
                : Text.of("preflight.session", name(session), Integer.toString(session.pid()), doing);
    }

    /** The same for each, with what is known of what it does; not more than a line can take. */
    static String of(List<Session> sessions, Map<Integer, Activity> activities) {
        return firstOf(sessions.stream()
                .map(session -> {
                    Activity activity = activities.get(session.pid());
                    return of(session, activity == null ? null : age(activity));
                })
                .distinct()
                .toList());
    }

    /** How long a session's transaction is open, or how long it has been idle. */
    static @Nullable Duration age(Activity activity) {
        return activity.transaction() == null ? activity.since() : activity.transaction();
    }

    /** Sessions of one application from one place, and what they do: {@code orchard-server (127.0.0.1), 3 sessions, idle}. */
    static String group(List<Activity> group) {
        Activity first = group.getFirst();
        if (group.size() == 1) {
            return of(first.session(), first.since());
        }
        String states = group.stream()
                .collect(Collectors.groupingBy(activity -> activity.session().state(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(state -> state.getKey().isEmpty()
                        ? Text.of("preflight.session.hidden")
                        : Text.of("preflight.session.count", state.getValue(), Visible.of(state.getKey())))
                .collect(Collectors.joining(", "));
        return Text.of("preflight.session.group", name(first.session()), group.size(), states);
    }

    static String firstOf(List<String> words) {
        String first = String.join("; ", words.subList(0, Math.min(SHOWN, words.size())));
        return words.size() <= SHOWN ? first : Text.of("preflight.andMore", first, words.size() - SHOWN);
    }

    /** {@code orchard-server (127.0.0.1)}. */
    static String name(Session session) {
        String name = Visible.of(session.application().isEmpty() ? session.user() : session.application());
        return session.address().isEmpty() ? name : name + " (" + Visible.of(session.address()) + ")";
    }

    /** In the largest unit that says something: {@code 40 s}, {@code 12 min}, {@code 5 h}, {@code 3 d}. */
    static String time(Duration time) {
        if (time.toMinutes() < 2) {
            return Text.of("preflight.time.s", time.toSeconds());
        }
        if (time.toHours() < 2) {
            return Text.of("preflight.time.min", time.toMinutes());
        }
        return time.toDays() < 2
                ? Text.of("preflight.time.h", time.toHours())
                : Text.of("preflight.time.d", time.toDays());
    }
}
