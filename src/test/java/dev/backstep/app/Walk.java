package dev.backstep.app;

import static dev.backstep.fixture.Window.fx;
import static dev.backstep.fixture.Window.onFx;

import dev.backstep.fixture.Window;
import dev.backstep.model.Verdict;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.workspace.Screen;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A person before the real window: clicks with a mouse, types on a keyboard, and looks at what comes. */
final class Walk implements AutoCloseable {

    private final FxRobot robot = new FxRobot();
    private final Window window = new Window();
    private final WindowRooms rooms;

    /** Opens the window on a workspace, and waits until it is shown. */
    Walk(UserFolders folders, Workspace workspace) throws Exception {
        rooms = onFx(() -> dev.backstep.app.Window.rooms(window.stage(), window.theme(), folders));
        fx(() -> {
            window.stage().setWidth(1000);
            window.stage().setHeight(700);
            rooms.show(new ConnectRequest(workspace, new char[0]));
        });
        await(() -> rooms.model().screenProperty().get() == Screen.SHOWN);
    }

    /** Clicks on a node by its id, in whatever window it is seen, once it can be clicked. */
    Walk click(String id) throws Exception {
        await(() -> find(id).filter(node -> !node.isDisabled()).isPresent());
        robot.clickOn(onFx(() -> node(id)));
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /** Types on the keyboard, whatever has it. */
    Walk type(String text) {
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /** Types into a field in the place of what is there. */
    Walk retype(String id, String text) throws Exception {
        click(id);
        robot.press(KeyCode.SHORTCUT, KeyCode.A).release(KeyCode.A, KeyCode.SHORTCUT);
        return type(text);
    }

    /** Makes the window that a node is in as high as the screen has room, so that all of its page is seen. */
    Walk grow(String id) throws Exception {
        see(id);
        Stage stage = onFx(() -> (Stage) node(id).getScene().getWindow());
        fx(() -> {
            stage.setX(0);
            stage.setY(0);
        });
        Window.resize(stage, 980, 940);
        return this;
    }

    /** Waits until a node is seen. */
    Walk see(String id) throws Exception {
        await(() -> find(id).isPresent());
        return this;
    }

    /** The words of a label, once it is seen. */
    String text(String id) throws Exception {
        see(id);
        return onFx(() -> words(id));
    }

    /** The same as it is now; on the JavaFX thread. */
    String words(String id) {
        return ((Labeled) node(id)).getText();
    }

    /** Where the shown track stands; on the JavaFX thread, or behind its work. */
    Verdict verdict() {
        return Objects.requireNonNull(rooms.model().trackProperty().get()).verdict();
    }

    /** Draws the window that a node is in, light and dark, in both sizes. */
    Walk look(String id, String name) throws Exception {
        see(id);
        Stage stage = onFx(() -> (Stage) node(id).getScene().getWindow());
        window.pictures(stage, name);
        return this;
    }

    /** Waits for a condition, looking on the JavaFX thread. */
    static void await(Supplier<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onFx(condition::get));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static Node node(String id) {
        return find(id).orElseThrow(() -> new AssertionError("no " + id));
    }

    /** The one in the newest window. */
    private static Optional<Node> find(String id) {
        return javafx.stage.Window.getWindows().stream()
                .filter(javafx.stage.Window::isShowing)
                .map(shown -> shown.getScene().getRoot().lookup("#" + id))
                .filter(Objects::nonNull)
                .filter(Walk::isSeen)
                .reduce((_, newer) -> newer);
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        WaitForAsyncUtils.waitForAsyncFx(30_000, rooms::close);
        rooms.release();
        window.close();
    }
}
