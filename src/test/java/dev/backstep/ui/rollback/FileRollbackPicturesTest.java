package dev.backstep.ui.rollback;

import static dev.backstep.fixture.Window.fx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.fixture.FileBench;
import dev.backstep.fixture.ScriptedDesk;
import dev.backstep.fixture.Window;
import dev.backstep.journal.Journal;
import dev.backstep.model.Environment;
import dev.backstep.model.Timeline;
import dev.backstep.model.Version;
import dev.backstep.rollback.rehearsal.Rehearsal;
import dev.backstep.rollback.rehearsal.Way;
import dev.backstep.rollback.sqlite.FileRehearsalDesk;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guided rollback of a real SQLite file, from its first page to its last. */
class FileRollbackPicturesTest {

    @TempDir
    private Path folder;

    @Test
    void aGeneratedRollbackIsChosenRehearsedConfirmedByTheFilesNameAndRun() throws Exception {
        try (FileBench bench = new FileBench(folder);
                Window window = new Window()) {
            bench.migration(1, "baseline", "CREATE TABLE users (uuid TEXT PRIMARY KEY);");
            bench.migration(
                    2,
                    "profiles",
                    "ALTER TABLE users ADD COLUMN profile TEXT;\n"
                            + "CREATE TABLE sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL);");
            bench.repository.commit("Two");
            bench.apply("WAL", 1, 2);
            bench.sql("INSERT INTO users VALUES ('ada', 'a'), ('bob', NULL)");
            Timeline timeline = bench.timeline();
            Journal journal = new Journal(folder.resolve("journal"));
            RollbackViewModel model = Window.onFx(() -> {
                RollbackViewModel made = new RollbackViewModel(
                        bench.desk(),
                        timeline,
                        bench.open(),
                        TaskExecutor.onVirtualThreads(),
                        InstantSource.system(),
                        Environment.LOCAL);
                made.rehearseWith(
                        new FileRehearsalDesk((SqliteFile) bench.open().opened(), timeline, bench.open(), journal));
                return made;
            });
            RollbackBench dialogs = new RollbackBench(window, new ScriptedDesk());
            window.show(() -> new RollbackView(model, dialogs, RollbackBench.highlighter(), () -> {}), 960, 720);
            fx(() -> model.preview(Version.of(1)));
            Window.await(() -> model.preview().plan() != null);
            window.picture("file-rollback-offer-light");
            fx(() -> lookup(window, "#candidate-0", ButtonBase.class).fire());
            Window.await(() -> model.canGoOnProperty().get());
            window.picture("file-rollback-preview-light");
            fx(model::next);
            Window.await(
                    () -> !Objects.requireNonNull(model.rehearse()).offers().isEmpty());
            assertEquals(
                    Way.FILE,
                    Objects.requireNonNull(model.rehearse()).offers().getFirst().way());
            window.picture("file-rollback-rehearse-light");
            fx(() -> Objects.requireNonNull(model.rehearse()).start());
            Window.await(() ->
                    Objects.requireNonNull(model.rehearse()).stateProperty().get() instanceof RehearseState.Ended);
            RehearseState.Ended ended = assertInstanceOf(
                    RehearseState.Ended.class,
                    Objects.requireNonNull(model.rehearse()).stateProperty().get());
            assertTrue(
                    assertInstanceOf(Rehearsal.Reached.class, ended.rehearsal().outcome())
                            .equal());
            window.picture("file-rollback-rehearsed-light");
            fx(model::next);
            Window.await(() -> !model.confirm().checks().checkingProperty().get());
            for (int character : "db.sqlite".codePoints().toArray()) {
                fx(() -> lookup(window, "#typed-name", TextField.class).appendText(Character.toString(character)));
            }
            window.picture("file-rollback-confirm-light");
            Window.await(() -> model.canGoOnProperty().get());
            fx(model::next);
            Window.await(() -> !model.running());
            Window.await(() -> true);
            window.picture("file-rollback-done-light");
            assertEquals("1", FileBench.query(bench.file, "SELECT max(id) FROM _migrations"));
        }
    }

    private static <N extends javafx.scene.Node> N lookup(Window window, String id, Class<N> kind) {
        return kind.cast(Objects.requireNonNull(window.stage().getScene().lookup(id), id));
    }
}
