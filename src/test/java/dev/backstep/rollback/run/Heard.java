package dev.backstep.rollback.run;

import dev.backstep.model.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a run tells, and does something when it hears a certain thing. */
final class Heard implements RunProgress {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

    /** On the run's thread, which goes on afterwards. */
    Heard when(String event, Runnable action) {
        actions.put(event, action);
        return this;
    }

    @Override
    public void waitingForLock(List<Session> holders) {
        hear("waiting for " + holders.stream().map(Session::application).toList());
    }

    @Override
    public void locked() {
        hear("locked");
    }

    @Override
    public void stepStarted(int index) {
        hear("started " + index);
    }

    @Override
    public void waiting(@Nullable Wait wait) {
        if (wait != null) {
            waits.add(wait);
        }
    }

    @Override
    public void stepFinished(int index, Duration time) {
        hear("finished " + index);
    }

    @Override
    public void committing() {
        hear("committing");
    }

    private void hear(String event) {
        events.add(event);
        actions.getOrDefault(event, () -> {}).run();
    }
}
