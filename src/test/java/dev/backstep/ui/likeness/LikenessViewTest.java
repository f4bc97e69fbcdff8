package dev.backstep.ui.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.TwoHistories;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.OpenWorkspace;
import dev.backstep.likeness.Question;
import dev.backstep.replay.LiveReplayDesk;
import dev.backstep.replay.ReplayDesk;
import dev.backstep.replay.ReplayLimits;
import dev.backstep.ui.common.TaskExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Finding out which history a real database has, in its real window. */
class LikenessViewTest {

    private static final ReplayDesk DESK =
            new LiveReplayDesk(Path.of("target/replay"), Path.of("target/replay/postgresql"), ReplayLimits.DEFAULT);

    @TempDir
    private Path folder;

    private final List<String> copied = new ArrayList<>();
    private TwoHistories scene;
    private OpenWorkspace open;
    private Window window;

    @BeforeEach
    void openWorkspace() throws Exception {
        scene = new TwoHistories(folder);
        open = scene.open();
        window = new Window();
    }

    @AfterEach
    void closeWorkspace() {
        window.close();
        open.close();
        scene.close();
    }

    @AfterAll
    static void stop() throws Exception {
        DESK.close();
    }

    private LikenessViewModel show(Question question) throws Exception {
        Inspection inspection = open.inspect();
        LikenessViewModel model = Window.onFx(() -> new LikenessViewModel(
                question,
                inspection,
                open,
                DESK,
                inspection.timelines().getFirst(),
                TaskExecutor.onVirtualThreads(),
                _ -> {}));
        window.show(() -> new LikenessView(model, copied::add, () -> {}), 1360, 860);
        Window.fx(model::ask);
        return model;
    }

    private void ended(LikenessViewModel model) throws Exception {
        WaitForAsyncUtils.waitFor(
                2,
                TimeUnit.MINUTES,
                () -> Window.onFx(() -> !(model.stateProperty().get() instanceof LikenessState.Running)));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void exactlyOneHistoryWithoutADifferenceIsObserved() throws Exception {
        ended(show(Question.WHICH_HISTORY));
        assertEquals(
                "Observed: of 2 histories, exactly one makes the schema that the database has.",
                words("#likeness-headline"));
        assertEquals("There is no difference.", words("#likeness-nothing"));
        pictures("likeness-solved");
    }

    @Test
    void whatRemainsIsShownByObjectToBeFoundAndCopied() throws Exception {
        scene.database().execute("ALTER TABLE orders ADD COLUMN by_hand int; DROP TABLE coupons CASCADE");
        LikenessViewModel model = show(Question.WHICH_HISTORY);
        ended(model);
        assertEquals("None of the 2 histories makes the schema that the database has.", words("#likeness-headline"));
        Window.fx(() ->
                model.select(((LikenessState.Answered) model.stateProperty().get())
                        .answer()
                        .likeness()
                        .candidates()
                        .getLast()));
        assertEquals(2, tree().size(), tree().toString());
        pictures("likeness-open");
        press("#likeness-copy");
        assertTrue(copied.getFirst().contains("  column by_hand: only the database has it\n"), copied.getFirst());
        TextField find = find("#likeness-find", TextField.class);
        Window.fx(() -> find.setText("BY_HAND"));
        assertEquals(List.of("orders [column by_hand: only the database has it]"), tree());
        Window.fx(() -> find.setText("no such thing"));
        assertEquals("Nothing here has these words.", words("#likeness-nothing"));
    }

    @Test
    void theRecordedHistoryIsComparedAlone() throws Exception {
        ended(show(Question.AS_RECORDED));
        assertEquals("No: 13 things differ, in 3 objects, from what its migrations make.", words("#likeness-headline"));
        pictures("likeness-recorded");
    }

    @Test
    void aMissingExtensionIsSaidAndNothingIsClaimed() throws Exception {
        scene.repository().checkout("feature/coupons");
        scene.write(1, "orders", "CREATE EXTENSION vector; CREATE TABLE orders (id int);");
        scene.repository().commit("Vector").checkout("main");
        scene.write(1, "orders", "CREATE EXTENSION vector;").repository().commit("Vector");
        ended(show(Question.WHICH_HISTORY));
        assertEquals(
                "None of the 2 histories found for db could be replayed, so none can be compared.",
                words("#likeness-headline"));
        assertTrue(
                words("#likeness-trouble")
                        .startsWith("The replay ended at 1 orders. The throwaway server does not have an extension"),
                words("#likeness-trouble"));
        pictures("likeness-failed");
    }

    @Test
    void itCanBeCancelledWhileTheWindowStaysAlive() throws Exception {
        scene.write(3, "order_customer", "SELECT pg_sleep(50);").repository().commit("Slow");
        LikenessViewModel model = show(Question.WHICH_HISTORY);
        WaitForAsyncUtils.waitFor(
                1,
                TimeUnit.MINUTES,
                () -> Window.onFx(() -> model.stateProperty().get() instanceof LikenessState.Running running
                        && running.share() >= 0.2));
        pictures("likeness-running");
        press("#likeness-cancel");
        ended(model);
        assertEquals(
                "The replay was cancelled. Nothing was found out, and nothing is changed.",
                words("#likeness-headline"));
        pictures("likeness-cancelled");
    }

    /** Each object with what differs of it. */
    private List<String> tree() throws Exception {
        TreeView<?> tree = find("#likeness-differences", TreeView.class);
        return Window.onFx(() -> tree.getRoot().getChildren().stream()
                .map(object -> object.getValue() + " "
                        + object.getChildren().stream().map(TreeItem::getValue).toList())
                .toList());
    }

    private <N extends Node> N find(String selector, Class<N> kind) throws Exception {
        return Window.onFx(
                () -> kind.cast(Objects.requireNonNull(window.stage().getScene().lookup(selector), selector)));
    }

    private String words(String selector) throws Exception {
        return find(selector, Label.class).getText();
    }

    private void press(String selector) throws Exception {
        Button button = find(selector, Button.class);
        Window.fx(() -> button.fireEvent(new ActionEvent()));
    }

    private void pictures(String name) throws Exception {
        for (int[] size : new int[][] {{1360, 860}, {1000, 700}}) {
            Window.fx(() -> {
                window.stage().setWidth(size[0]);
                window.stage().setHeight(size[1]);
            });
            for (ColorScheme scheme : ColorScheme.values()) {
                window.turn(scheme);
                window.picture(name + "-" + size[0] + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
