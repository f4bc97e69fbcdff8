package dev.backstep.rollback;

import dev.backstep.model.Session;
import dev.backstep.rollback.run.RunProgress;
import dev.backstep.rollback.run.Saving;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes a run's progress on, and keeps how long each step took. */
final class StepTimes implements RunProgress {

    private final RunProgress listener;
    private final Map<Integer, Duration> taken = new ConcurrentHashMap<>();

    StepTimes(RunProgress listener) {
        this.listener = listener;
    }

    /** By the step's index. */
    Map<Integer, Duration> taken() {
        return Map.copyOf(taken);
    }

    @Override
    public void waitingForLock(List<Session> holders) {
        listener.waitingForLock(holders);
    }

    @Override
    public void locked() {
        listener.locked();
    }

    @Override
    public void saving(Saving now) {
        listener.saving(now);
    }

    @Override
    public void stepStarted(int index) {
        listener.stepStarted(index);
    }

    @Override
    public void statementStarted(int statement) {
        listener.statementStarted(statement);
    }

    @Override
    public void waiting(@Nullable Wait wait) {
        listener.waiting(wait);
    }

    @Override
    public void stepFinished(int index, Duration time) {
        taken.put(index, time);
        listener.stepFinished(index, time);
    }

    @Override
    public void committing() {
        listener.committing();
    }
}
