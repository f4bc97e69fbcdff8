package dev.backstep.ui.program;

import dev.backstep.ui.common.TaskExecutor;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A program's output as it comes: the last lines, brought to the window in bundles so that a flood does not drown it. */
final class OutputLines {

    private static final int MOST = 2_000;

    private final TaskExecutor tasks;
    private final ObservableList<String> lines = FXCollections.observableArrayList();
    private final ObservableList<String> shown = FXCollections.unmodifiableObservableList(lines);
    private final List<String> waiting = new ArrayList<>();

    OutputLines(TaskExecutor tasks) {
        this.tasks = tasks;
    }

    ObservableList<String> lines() {
        return shown;
    }

    void clear() {
        synchronized (waiting) {
            waiting.clear();
        }
        lines.clear();
    }

    /** From any thread. */
    void add(String line) {
        synchronized (waiting) {
            waiting.add(line);
            if (waiting.size() > MOST) {
                waiting.removeFirst();
            }
            if (waiting.size() > 1) {
                return;
            }
        }
        tasks.show(this::take);
    }

    private void take() {
        List<String> came;
        synchronized (waiting) {
            came = List.copyOf(waiting);
            waiting.clear();
        }
        lines.addAll(came);
        if (lines.size() > MOST) {
            lines.remove(0, lines.size() - MOST);
        }
    }
}
