package dev.backstep.ui.workspace;

import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import dev.backstep.ui.common.TaskExecutor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What the open database is for: as a person marked it, else as its names say. */
public final class EnvironmentViewModel {

    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<@Nullable Environment> environment = new ReadOnlyObjectWrapper<>();
    private @Nullable EnvironmentMemory memory;
    private Consumer<Exception> failed = _ -> {};
    private @Nullable Workspace workspace;

    EnvironmentViewModel(TaskExecutor tasks) {
        this.tasks = tasks;
    }

    /** Marks are kept there from now on; {@code problems} hears when they cannot be. */
    public void remember(EnvironmentMemory kept, Consumer<Exception> problems) {
        memory = kept;
        failed = problems;
    }

    /** Null while nothing is open. */
    public ReadOnlyObjectProperty<@Nullable Environment> environmentProperty() {
        return environment.getReadOnlyProperty();
    }

    /** Shows another workspace's; what is remembered of it comes a moment after what its names say. */
    void show(@Nullable Workspace shown) {
        boolean same =
                workspace != null && shown != null && workspace.database().equals(shown.database());
        workspace = shown;
        if (shown == null) {
            environment.set(null);
            return;
        }
        ConnectionSettings database = shown.database();
        if (!same) {
            environment.set(Environment.guess(database.host(), database.database()));
        }
        EnvironmentMemory kept = memory;
        if (kept != null && !same) {
            tasks.run(
                    () -> kept.marked(database),
                    marked -> marked.filter(_ -> shown.equals(workspace)).ifPresent(environment::set),
                    failed);
        }
    }

    /** A person says what the open database is for. */
    void mark(Environment marked) {
        Workspace shown = workspace;
        EnvironmentMemory kept = memory;
        if (shown == null) {
            return;
        }
        environment.set(marked);
        if (kept != null) {
            tasks.run(
                    () -> {
                        kept.mark(shown, marked);
                        return marked;
                    },
                    _ -> {},
                    failed);
        }
    }
}
