package dev.backstep.ui.releases;

import dev.backstep.analysis.Analyst;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ScriptReader;
import dev.backstep.release.Answer;
import dev.backstep.release.export.RunbookFormat;
import dev.backstep.release.export.RunbookSource;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.TaskExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Saves a runbook to a file or puts it on the clipboard. */
final class RunbookExport {

    private final ReleasesViewModel model;
    private final TaskExecutor tasks;
    private final DialogService dialogs;
    private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");

    RunbookExport(ReleasesViewModel model, TaskExecutor tasks, DialogService dialogs) {
        this.model = model;
        this.tasks = tasks;
        this.dialogs = dialogs;
    }

    /** What was exported last, in a sentence. */
    ReadOnlyStringProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    void forget() {
        done.set("");
    }

    /** Asks where to, and writes the file. */
    void save(Answer answer, RunbookFormat format) {
        Inspection inspection = model.inspection();
        if (inspection != null) {
            dialogs.chooseFileToSave(
                            title(format),
                            format.fileName(
                                    answer, inspection.workspace().database().database()))
                    .ifPresent(file -> with(answer, format, text -> write(file, format, text)));
        }
    }

    /** Puts it on the clipboard. */
    void copy(Answer answer, RunbookFormat format) {
        with(answer, format, text -> {
            dialogs.copy(text);
            done.set(Text.of("releases.export.copied", name(format)));
        });
    }

    private void with(Answer answer, RunbookFormat format, Consumer<String> use) {
        Inspection inspection = model.inspection();
        ScriptReader scripts = model.scripts();
        if (answer.way() != null
                && scripts != null
                && inspection != null
                && inspection.database() instanceof Inspection.Connected connected
                && inspection.checkout() instanceof Inspection.Read read) {
            tasks.run(
                    () -> format.write(
                            answer,
                            new RunbookSource(
                                    inspection.timelines(),
                                    connected.identity(),
                                    inspection.workspace().database(),
                                    read.root().toString(),
                                    scripts,
                                    new Analyst(scripts).read(inspection.timelines())),
                            InstantSource.system().instant()),
                    use,
                    failure -> failed(format, failure));
        }
    }

    private void write(Path file, RunbookFormat format, String text) {
        tasks.run(
                () -> {
                    try {
                        return Files.writeString(file, text);
                    } catch (IOException e) {
                        throw new BackstepException("rollback.export.unwritable", e, file.toString());
                    }
                },
                written -> done.set(Text.of("rollback.export.saved", written.toString())),
                failure -> failed(format, failure));
    }

    private void failed(RunbookFormat format, Exception failure) {
        dialogs.show(Problem.of(title(format), failure));
    }

    private static String title(RunbookFormat format) {
        return Text.of("releases.export.title", name(format));
    }

    /** What a format is called. */
    static String name(RunbookFormat format) {
        return switch (format) {
            case MARKDOWN -> Text.of("releases.export.markdown");
            case SHELL -> Text.of("releases.export.shell");
            case SQL -> Text.of("releases.export.sql");
        };
    }
}
