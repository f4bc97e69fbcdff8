package dev.backstep.ui.workspace;

import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.connect.ConnectRequest;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Opens a workspace and reads it again, one thing at a time, away from the window; asked on the window's thread. */
final class Reading {

    /** Who is told how it goes, on the window's thread. */
    interface Listener {

        /** Something is being read. */
        void begun();

        /**
         * It was read.
         *
         * @param before what was read with before, closed by now when it is another; null the first time
         */
        void read(Opening.Opened opened, @Nullable WorkspaceReader before);

        /** It could not be read. */
        void failed(Exception failure);
    }

    private final TaskExecutor tasks;
    private final WorkspaceOpener opener;
    private final Listener listener;
    private final ReadOnlyStringWrapper running = new ReadOnlyStringWrapper("");
    private boolean again;
    private @Nullable ConnectRequest request;
    private @Nullable WorkspaceReader reader;
    private TaskExecutor.@Nullable Running work;
    private @Nullable Opening opening;

    Reading(TaskExecutor tasks, WorkspaceOpener opener, Listener listener) {
        this.tasks = tasks;
        this.opener = opener;
        this.listener = listener;
    }

    /** What is under way, in words; blank when nothing is. */
    ReadOnlyStringProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    boolean underWay() {
        return !running.get().isEmpty();
    }

    /** What was read with; null when nothing is open. */
    @Nullable
    WorkspaceReader reader() {
        return reader;
    }

    /** What is open or was asked for; null before the first time. */
    @Nullable
    ConnectRequest request() {
        return request;
    }

    /** Opens another workspace; what was open is closed when the other one is there. */
    void open(ConnectRequest asked) {
        stop();
        ConnectRequest before = request;
        request = asked;
        if (before != null && !before.equals(asked)) {
            before.wipe();
        }
        Workspace workspace = asked.workspace();
        Opening begun = new Opening(opener, asked);
        start(Text.of("status.opening", workspace.database().database()), begun);
        opening = underWay() ? begun : null;
    }

    /** Reads what is open again; does nothing while something is under way. */
    void again() {
        WorkspaceReader open = reader;
        if (open != null && !underWay()) {
            start(Text.of("status.inspecting"), () -> new Opening.Opened(open, open.inspect()));
        }
    }

    /** Reads what is open again, after what is under way where something is. */
    void changed() {
        again = underWay();
        if (!again) {
            again();
        }
    }

    /** Stops what is under way; what was open stays. Says whether something was. */
    boolean stop() {
        again = false;
        TaskExecutor.Running stopped = work;
        if (!underWay() || stopped == null) {
            return false;
        }
        stopped.cancel();
        Opening abandoned = opening;
        if (abandoned != null) {
            close(abandoned::abandon);
        }
        settle();
        return true;
    }

    /** Closes what is open, and forgets its password. */
    void close() {
        stop();
        WorkspaceReader open = reader;
        if (open != null) {
            close(open::close);
        }
        reader = null;
        if (request != null) {
            request.wipe();
        }
    }

    private void start(String words, Callable<Opening.Opened> job) {
        running.set(words);
        listener.begun();
        work = tasks.run(job, this::done, this::failed);
    }

    private void done(Opening.Opened opened) {
        settle();
        WorkspaceReader before = reader;
        reader = opened.reader();
        if (before != null && !before.equals(reader)) {
            close(before::close);
        }
        listener.read(opened, before);
        if (again) {
            changed();
        }
    }

    private void failed(Exception failure) {
        settle();
        listener.failed(failure);
    }

    private void settle() {
        opening = null;
        running.set("");
    }

    private void close(Runnable closing) {
        tasks.run(
                () -> {
                    closing.run();
                    return true;
                },
                _ -> {},
                _ -> {});
    }
}
