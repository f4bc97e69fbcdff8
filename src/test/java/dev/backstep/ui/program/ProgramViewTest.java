package dev.backstep.ui.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.Window;
import dev.backstep.model.Environment;
import dev.backstep.model.ProgramSettings;
import dev.backstep.rollback.program.ProgramScene;
import dev.backstep.rollback.program.StandInCommand;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.application.ColorScheme;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window for a tool's own command, over a real program and a real database. */
class ProgramViewTest {

    @TempDir
    Path folder;

    private final List<ProgramSettings> kept = new ArrayList<>();
    private ProgramScene scene;
    private Window window;
    private @Nullable ProgramViewModel opened;

    @BeforeEach
    void open() throws Exception {
        System.setProperty("backstep.home", folder.resolve("home").toString());
        scene = new ProgramScene(folder);
        window = new Window();
    }

    @AfterEach
    void close() {
        System.clearProperty("backstep.home");
        window.close();
        scene.close();
    }

    @Test
    void aCommandIsWrittenRehearsedConfirmedAndRun() throws Exception {
        show(null, Environment.LOCAL, 960, 720);
        assertTrue(button("action").isDisabled());
        assertFalse(node("program-foreign").isVisible());
        type("program-line", "npx \"knex migrate:down");
        press("action");
        Window.await(() -> !text("program-problem").isEmpty());
        picture("command-problem");
        type("program-line", StandInCommand.line("down"));
        press("action");
        Window.await(() -> viewModel().pageProperty().get() == ProgramPage.REHEARSE);
        picture("rehearse");
        assertEquals(StandInCommand.line("down"), kept.getFirst().command());
        assertEquals("", kept.getFirst().folder());
        press("program-rehearse");
        Window.await(() -> viewModel().rehearsalProperty().get() instanceof Trial.Rehearsed);
        assertEquals("The command ran on the copy", text("program-heading"));
        assertTrue(((SqlView) node("program-statements")).getText().contains("DROP TABLE msg_status"));
        picture("rehearsed");
        press("program-tab-changes");
        picture("rehearsed-changes");
        assertEquals("5", scene.postgres.value("SELECT count(*) FROM msg_status"));

        press("action");
        Window.await(() -> viewModel().approval().saves().stateProperty().get().salvage() != null
                && !viewModel().approval().checks().checks().isEmpty());
        assertFalse(node("program-unrehearsed").isVisible());
        assertTrue(button("action").isDisabled());
        Window.fx(() -> ((RadioButton) node("save-nothing")).fire());
        type("typed-name", scene.postgres.name());
        assertTrue(button("action").isDisabled(), "a name that is put in at once is not typed");
        picture("confirm");
        for (char letter : scene.postgres.name().toCharArray()) {
            Window.fx(() -> ((TextInputControl) node("typed-name")).appendText(String.valueOf(letter)));
        }
        Window.await(() -> !button("action").isDisabled());
        picture("confirm-typed");
        press("action");
        Window.await(() -> viewModel().runProperty().get() instanceof Trial.Ran);
        assertEquals("The command ended well, and left what it left on the copy", text("program-heading"));
        picture("run");
        assertEquals("1.1.0", scene.postgres.value("SELECT version FROM msg_meta"));
    }

    @Test
    void aCommandFromAFileRunsNothingUntilThePersonSaysSo() throws Exception {
        ProgramSettings stranger = new ProgramSettings(
                StandInCommand.line("fail"),
                "",
                Map.of("DATABASE_URL", "postgres://{user}:{password}@{host}:{port}/{database}"));
        show(stranger, Environment.PRODUCTION, 1000, 700);
        assertTrue(node("program-foreign").isVisible());
        assertTrue(button("action").isDisabled());
        picture("foreign");
        Window.fx(() -> ((CheckBox) node("program-foreign-confirm")).fire());
        press("action");
        Window.await(() -> viewModel().pageProperty().get() == ProgramPage.REHEARSE);
        assertEquals(List.of(), scene.journal.copies().ids());
        press("program-rehearse");
        Window.await(() -> viewModel().rehearsalProperty().get() instanceof Trial.Rehearsed);
        assertEquals("The command failed on the copy, with exit code 1", text("program-heading"));
        press("program-tab-output");
        picture("failed");
        press("action");
        Window.await(() -> !viewModel().approval().checks().checks().isEmpty());
        assertTrue(node("program-unrehearsed").isVisible());
        assertTrue(node("typed-host").isVisible());
        picture("confirm-production");
    }

    @Test
    void aCommandThatHangsIsEndedByItsButton() throws Exception {
        show(null, Environment.LOCAL, 960, 720);
        type("program-line", StandInCommand.line("hang"));
        press("action");
        Window.await(() -> viewModel().pageProperty().get() == ProgramPage.REHEARSE);
        press("program-rehearse");
        Window.await(() -> viewModel().output().lines().contains("waiting"));
        assertFalse(viewModel().mayClose());
        picture("rehearsing");
        press("program-end");
        Window.await(() -> viewModel().rehearsalProperty().get() instanceof Trial.Rehearsed);
        assertEquals("The rehearsal was cancelled", text("program-heading"));
        assertTrue(viewModel().mayClose());
    }

    private void show(@Nullable ProgramSettings from, Environment environment, double width, double height)
            throws Exception {
        ProgramViewModel made = Window.onFx(() -> new ProgramViewModel(
                scene.desk,
                TaskExecutor.onVirtualThreads(),
                InstantSource.system(),
                scene.git.root().toString(),
                from,
                environment));
        opened = made;
        made.keepWith(kept::add);
        window.show(() -> new ProgramView(made, new Silent(), SqlHighlighter.postgresql(), () -> {}), width, height);
    }

    private ProgramViewModel viewModel() {
        return Objects.requireNonNull(opened);
    }

    private void type(String id, String text) throws Exception {
        Window.fx(() -> ((TextInputControl) node(id)).setText(text));
    }

    private void press(String id) throws Exception {
        Window.await(() -> !node(id).isDisabled());
        Window.fx(() -> ((ButtonBase) node(id)).fire());
    }

    private String text(String id) {
        Node found = window.stage().getScene().lookup("#" + id);
        return found instanceof Label label ? label.getText() : "";
    }

    private ButtonBase button(String id) {
        return (ButtonBase) node(id);
    }

    private Node node(String id) {
        return window.stage().getScene().lookup("#" + id);
    }

    private void picture(String name) throws Exception {
        window.turn(ColorScheme.LIGHT);
        window.picture("program-" + name);
        window.turn(ColorScheme.DARK);
        window.picture("program-" + name + "-dark");
        window.turn(ColorScheme.LIGHT);
    }

    /** Nobody answers. */
    private static final class Silent implements DialogService {
        @Override
        public void show(Problem problem) {
            throw new AssertionError(problem.text());
        }

        @Override
        public boolean confirm(String question, String explanation, String action) {
            return false;
        }

        @Override
        public Optional<Path> chooseFolder(String title) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseFile(String title, String kind, String pattern) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseFileToSave(String title, String fileName) {
            return Optional.empty();
        }

        @Override
        public void copy(String text) {
            // Nobody pastes.
        }
    }
}
