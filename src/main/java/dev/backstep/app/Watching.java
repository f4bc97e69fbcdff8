package dev.backstep.app;

import dev.backstep.git.CheckoutWatch;
import dev.backstep.inspection.HistoryWatch;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.ui.common.TaskExecutor;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the window's picture fresh: watches the open checkout and the history of its database, as long as they stay the
 * same ones. Lives on the JavaFX thread.
 */
final class Watching implements AutoCloseable {

    private final TaskExecutor tasks;
    private final WorkspaceViewModel model;
    private final BooleanSupplier looked;
    private @Nullable OpenWorkspace followed;
    private List<String> folders = List.of();
    private @Nullable CheckoutWatch checkout;
    private @Nullable HistoryWatch history;

    /** @param looked whether the window can be seen; asked on other threads too */
    Watching(TaskExecutor tasks, WorkspaceViewModel model, BooleanSupplier looked) {
        this.tasks = tasks;
        this.model = model;
        this.looked = looked;
    }

    /** Follows what was inspected last; null for nothing. */
    void follow(@Nullable Inspection inspection) {
        if (inspection == null || !(model.reader() instanceof OpenWorkspace open)) {
            close();
            return;
        }
        if (!open.equals(followed)) {
            close();
            followed = open;
            history = open.watchHistory(looked, new Refreshing(open));
        }
        if (inspection.checkout() instanceof Inspection.Read read) {
            if (checkout == null || !folders.equals(read.folders())) {
                closeCheckout();
                folders = read.folders();
                tasks.run(
                        () -> open.watch(() -> tasks.show(model::changed)),
                        started -> watching(open, started),
                        this::notWatching);
            }
        } else {
            closeCheckout();
        }
    }

    @Override
    public void close() {
        closeCheckout();
        if (history != null) {
            history.close();
            history = null;
        }
        followed = null;
        model.watchingDatabaseProperty().set(false);
    }

    private void watching(OpenWorkspace open, CheckoutWatch started) {
        if (!open.equals(followed)) {
            started.close();
            return;
        }
        if (checkout != null) {
            checkout.close();
        }
        checkout = started;
        model.watchingProperty().set(true);
    }

    /** Without a watch everything works but the refreshing by itself; the status bar says that nothing is watched. */
    private void notWatching(Exception failure) {
        LoggerFactory.getLogger(Watching.class).warn("The checkout is not watched", failure);
    }

    private void closeCheckout() {
        if (checkout != null) {
            checkout.close();
            checkout = null;
        }
        model.watchingProperty().set(false);
    }

    private final class Refreshing implements HistoryWatch.Listener {
        private final OpenWorkspace open;

        Refreshing(OpenWorkspace open) {
            this.open = open;
        }

        @Override
        public void changed() {
            tasks.show(() -> {
                if (open.equals(followed)) {
                    model.changed();
                }
            });
        }

        @Override
        public void answers(boolean answers) {
            tasks.show(() -> {
                if (open.equals(followed)) {
                    model.watchingDatabaseProperty().set(answers);
                }
            });
        }
    }
}
