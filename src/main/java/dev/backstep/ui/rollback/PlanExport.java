package dev.backstep.ui.rollback;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.export.RunAccount;
import dev.backstep.rollback.impact.Impact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.rehearsal.Rehearsed;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Saves a plan to a file or puts it on the clipboard. */
final class PlanExport {

    private final TaskExecutor tasks;
    private final InstantSource clock;
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");

    PlanExport(TaskExecutor tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** What was exported last, in a sentence. */
    ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** Asks where to, and writes the file. */
    void save(Plan plan, Impact impact, @Nullable Rehearsed rehearsed, ExportFormat format, DialogService dialogs) {
        String title = Text.of("rollback.export.title", format.title());
        dialogs.chooseFileToSave(title, format.fileName(plan))
                .ifPresent(file -> tasks.run(
                        () -> write(format.write(plan, impact, rehearsed, clock.instant()), file),
                        written -> done.set(Text.of("rollback.export.saved", written.toString())),
                        failure -> dialogs.show(Problem.of(title, failure))));
    }

    /** Asks where to, and writes the report of a run. */
    void save(RunAccount account, ReportFormat format, DialogService dialogs) {
        String title = Text.of("rollback.export.reportTitle", format.title());
        dialogs.chooseFileToSave(title, format.fileName(account.plan()))
                .ifPresent(file -> tasks.run(
                        () -> write(format.write(account), file),
                        written -> done.set(Text.of("rollback.export.saved", written.toString())),
                        failure -> dialogs.show(Problem.of(title, failure))));
    }

    /** Puts the plan's SQL on the clipboard. */
    void copySql(Plan plan, Impact impact, DialogService dialogs) {
        tasks.run(
                () -> ExportFormat.SQL.write(plan, impact, null, clock.instant()),
                sql -> {
                    dialogs.copy(sql);
                    done.set(Text.of("rollback.export.copied"));
                },
                failure -> dialogs.show(Problem.of(Text.of("rollback.export.copy"), failure)));
    }

    private static Path write(String content, Path file) throws BackstepException {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new BackstepException("rollback.export.unwritable", e, file.toString());
        }
    }
}
