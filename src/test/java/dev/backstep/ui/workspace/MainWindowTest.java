package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Environment;
import dev.backstep.model.Workspace;
import dev.backstep.settings.WorkspaceFile;
import dev.backstep.text.RowText;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.timeline.Filter;
import dev.backstep.ui.timeline.TimelineItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.ColorScheme;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class MainWindowTest {

    private final List<TestWindow> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(TestWindow::close);
    }

    @Test
    void atFirstItOffersToConnectAndWhatWasOpenBefore() throws Exception {
        TestWindow test = start((workspace, password) -> new SampleReader(SampleTimelines.inspection()));
        Window.fx(() -> test.model.recent().add(SampleTimelines.workspace()));
        assertTrue(test.has("#start-connect"));
        test.window.picture("start-light");
        press(test, "#start-connect");
        Stage dialog = dialog();
        assertEquals("Connect", dialog.getTitle());
        Window.picture(dialog.getScene(), "connect-light");
        fire((ButtonBase) Objects.requireNonNull(dialog.getScene().lookup("#connect-go")));
        assertEquals(
                "Give the database's name.",
                ((Label) Objects.requireNonNull(dialog.getScene().lookup("#connect-sentence"))).getText());
        Window.picture(dialog.getScene(), "connect-mistake-light");
        Window.fx(dialog::close);
    }

    @Test
    void itShowsTheVerdictAndItsActionOpensTheRollbackToTheAncestor() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.orchard(), SampleTimelines.vector()));
        assertEquals(
                "The database is 3 migrations ahead of this checkout.",
                test.find("#verdict-headline", Label.class).getText());
        assertEquals(
                "Preview rollback to 445",
                test.find("#verdict-action", Button.class).getText());
        press(test, "#verdict-action");
        press(test, "#roll-back");
        assertEquals(List.of("core to 445", "core to null"), test.rollbacks);
    }

    @Test
    void whatTheDatabaseIsForIsSeenAndCanBeSaid() throws Exception {
        TestWindow test = new TestWindow(
                (workspace, password) -> new SampleReader(SampleTimelines.inspection(SampleTimelines.orchard())),
                1000,
                700);
        opened.add(test);
        List<String> kept = new CopyOnWriteArrayList<>();
        EnvironmentMemory memory = new EnvironmentMemory() {
            @Override
            public Optional<Environment> marked(ConnectionSettings database) {
                return kept.isEmpty() ? Optional.of(Environment.STAGING) : Optional.empty();
            }

            @Override
            public void mark(Workspace workspace, Environment environment) {
                kept.add(workspace.database().database() + " " + environment);
            }
        };
        Window.fx(() -> test.model.environment().remember(memory, failure -> {
            throw new AssertionError(failure);
        }));
        test.open();
        Label badge = test.find("#environment", Label.class);
        Window.await(() -> badge.getText().equals("Staging"));
        test.window.picture("environment-staging");
        MenuButton chip = test.find("#database-chip", MenuButton.class);
        Window.fx(() -> chip.getItems().stream()
                .filter(item -> "menu-environment".equals(item.getId()))
                .flatMap(item -> ((Menu) item).getItems().stream())
                .filter(item -> "menu-environment-production".equals(item.getId()))
                .forEach(MenuItem::fire));
        Window.await(() -> badge.getText().equals("Production"));
        Window.await(() -> kept.equals(List.of("orchard_dev PRODUCTION")));
        test.window.picture("environment-production");
        test.window.turn(ColorScheme.DARK);
        test.window.picture("environment-production-dark");
        Window.fx(() -> test.model.refresh());
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals("Production", badge.getText());
    }

    @Test
    void anotherTrackHasItsOwnVerdict() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.orchard(), SampleTimelines.vector()));
        press(test, "#track-vector");
        assertEquals(
                "Database and checkout are in sync at 3 step_3.",
                test.find("#verdict-headline", Label.class).getText());
        assertFalse(test.find("#verdict-action", Button.class).isVisible());
        assertEquals("3", test.find("#filter-ALL-pill", Label.class).getText());
        assertEquals("3 step_3", test.find("#detail-title", Label.class).getText());
    }

    @Test
    void theKeyboardFindsRefreshesAndRollsBack() throws Exception {
        SampleReader reader = new SampleReader(SampleTimelines.inspection(SampleTimelines.orchard()));
        TestWindow test = start((workspace, password) -> reader);
        test.open();
        Window.fx(() -> key(test, KeyCode.F, true));
        assertTrue(test.find("#search", TextField.class).isFocused());
        Window.fx(() -> test.model.timeline().searchProperty().set("beta"));
        assertEquals(2, table(test).getItems().size());
        Window.fx(() -> key(test, KeyCode.R, true));
        assertEquals(List.of("core to null"), test.rollbacks);
        reader.change(SampleTimelines.inspection(SampleTimelines.inSync()));
        Window.fx(() -> key(test, KeyCode.F5, false));
        Window.await(() -> Integer.valueOf(445)
                .equals(test.model.timeline().countsProperty().get().get(Filter.ALL)));
        assertEquals(
                "Database and checkout are in sync at 445 chat_runtime.",
                test.find("#verdict-headline", Label.class).getText());
    }

    @Test
    void arrowKeysWalkTheTimelineAndTheDetailFollows() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.orchard()));
        assertTrue(Window.onFx(() -> table(test).isFocused()));
        Window.fx(() -> {
            press(table(test), KeyCode.DOWN);
            press(table(test), KeyCode.DOWN);
        });
        assertEquals(
                "446 alpha_feature", test.find("#detail-title", Label.class).getText());
    }

    @Test
    void theSelectionSurvivesARefreshAndAFilterInTheTableToo() throws Exception {
        SampleReader reader = new SampleReader(SampleTimelines.inspection(SampleTimelines.inSync()));
        TestWindow test = start((workspace, password) -> reader);
        test.open();
        Window.fx(() -> table(test).getSelectionModel().select(3));
        assertEquals("442 task_prompts", selected(test));
        reader.change(SampleTimelines.inspection(SampleTimelines.orchard()));
        Window.fx(test.model::refresh);
        Window.await(() -> table(test).getItems().size() == 450);
        assertEquals("442 task_prompts", selected(test));
        Window.fx(() -> test.model.timeline().filterProperty().set(Filter.DIVERGED));
        assertEquals(-1, Window.onFx(() -> table(test).getSelectionModel().getSelectedIndex()));
        Window.fx(() -> test.model.timeline().filterProperty().set(Filter.ALL));
        assertEquals("442 task_prompts", selected(test));
    }

    @Test
    void aRefreshSaysWhatChangedAndSelectionScrollAndFilterStay() throws Exception {
        SampleReader reader = new SampleReader(SampleTimelines.inspection(SampleTimelines.longHistory(10_000)));
        TestWindow test = start((workspace, password) -> reader);
        test.open();
        assertFalse(test.find("#verdict-change", Label.class).isVisible());
        Window.fx(() -> {
            table(test).scrollTo(5000);
            table(test).getSelectionModel().select(5003);
        });
        String first = firstShown(test);
        String chosen = selected(test);
        reader.change(SampleTimelines.inspection(SampleTimelines.longHistory(9_998)));
        Window.fx(test.model::changed);
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals(
                "9995 and 9996 were removed. The database went from 10000 to 9998.",
                test.find("#verdict-change", Label.class).getText());
        assertEquals(chosen, selected(test));
        assertEquals(first, firstShown(test));
        Window.fx(() -> test.model.timeline().filterProperty().set(Filter.DIVERGED));
        reader.change(SampleTimelines.inspection(SampleTimelines.longHistory(10_000)));
        Window.fx(test.model::changed);
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals(4, table(test).getItems().size());
        Window.fx(test.model::refresh);
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals(
                "9995 and 9996 were added. The database went from 9998 to 10000.",
                test.find("#verdict-change", Label.class).getText());
    }

    @Test
    void theStatusBarSaysWhatIsWatched() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.orchard()));
        Label status = test.find("#status-watching", Label.class);
        assertFalse(status.isVisible());
        Window.fx(() -> test.model.watchingProperty().set(true));
        assertEquals("Watching checkout", status.getText());
        Window.fx(() -> test.model.watchingDatabaseProperty().set(true));
        assertEquals("Watching checkout and database", status.getText());
        Window.fx(() -> test.model.watchingProperty().set(false));
        assertEquals("Watching database", status.getText());
    }

    @Test
    void tenThousandRowsNeedOnlyAsManyCellsAsAreSeen() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.longHistory(10_000)));
        for (int row = 0; row < 10_000; row += 500) {
            int at = row;
            Window.fx(() -> table(test).scrollTo(at));
        }
        int rows = Window.onFx(() -> table(test).lookupAll(".table-row-cell").size());
        assertTrue(rows < 60, "rows made: " + rows);
        assertEquals(10_000, Window.onFx(() -> table(test).getItems().size()));
        TableRow<?> some = (TableRow<?>) Window.onFx(
                () -> table(test).lookupAll(".table-row-cell").iterator().next());
        assertTrue(Window.onFx(() -> nodes(some)) < 60, "nodes in a row");
    }

    @Test
    void aClickOnTheOverviewGoesThere() throws Exception {
        TestWindow test = over(SampleTimelines.inspection(SampleTimelines.longHistory(10_000)));
        Node strip = test.find("#overview", Node.class);
        Window.fx(() -> Event.fireEvent(strip, pressed(strip, 30)));
        Window.await(() -> table(test).lookupAll(".table-row-cell").stream()
                .map(row -> ((TableRow<?>) row).getIndex())
                .anyMatch(index -> index > 9_900));
    }

    @Test
    void aWorkspaceThatCannotBeOpenedSaysWhyAndCanBeTriedAgain() throws Exception {
        List<Workspace> asked = new ArrayList<>();
        TestWindow test = start((workspace, password) -> {
            asked.add(workspace);
            throw new BackstepException("connect.noHost", new IllegalStateException("the driver said so"));
        });
        test.open();
        assertEquals(
                "Give the host's name or address.",
                test.find("#failed-sentence", Label.class).getText());
        test.window.picture("failed-light");
        press(test, "#failed-copy");
        assertEquals(
                List.of("The workspace could not be opened\nGive the host's name or address.\nthe driver said so"),
                test.copied);
        press(test, "#failed-retry");
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals(2, asked.size());
    }

    @Test
    void aLongReadingIsShownAndCanBeCancelledAndItsReaderIsClosed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SampleReader late = new SampleReader(SampleTimelines.inspection());
        TestWindow test = start((workspace, password) -> {
            while (release.getCount() > 0) {
                awaitQuietly(release);
            }
            return late;
        });
        Window.fx(() -> test.model.open(new ConnectRequest(SampleTimelines.workspace(), new char[0])));
        assertEquals(
                "Reading orchard_dev…", test.find("#loading-words", Label.class).getText());
        test.window.picture("loading-light");
        press(test, "#loading-cancel");
        assertTrue(test.has("#start-connect"));
        release.countDown();
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, late::closed);
        assertTrue(test.has("#start-connect"));
    }

    @Test
    void anotherCheckoutOpensOnTheSameDatabaseAndTheOldReaderIsClosed() throws Exception {
        List<SampleReader> readers = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        TestWindow test = start((workspace, password) -> {
            asked.add(workspace.repository() + " " + String.valueOf(password));
            readers.add(new SampleReader(SampleTimelines.inspection(SampleTimelines.inSync())));
            return readers.getLast();
        });
        test.open();
        Window.fx(() -> test.model.openCheckout(Path.of("/home/ada/src/other")));
        Window.await(() -> test.model.runningProperty().get().isEmpty());
        assertEquals(List.of("/home/ada/src/orchard secret", "/home/ada/src/other secret"), asked);
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, readers.getFirst()::closed);
        assertFalse(readers.getLast().closed());
    }

    @Test
    void tracksArePairedByHand() throws Exception {
        List<Workspace> asked = new ArrayList<>();
        TestWindow test = start((workspace, password) -> {
            asked.add(workspace);
            return new SampleReader(SampleTimelines.inspection(SampleTimelines.noHistoryTable()));
        });
        test.open();
        press(test, "#verdict-action");
        Stage dialog = dialog();
        fire((ButtonBase) Objects.requireNonNull(dialog.getScene().lookup("#pairing-add")));
        Window.picture(dialog.getScene(), "pairing-light");
        fire((ButtonBase) Objects.requireNonNull(dialog.getScene().lookup("#pairing-done")));
        Window.await(() -> asked.size() == 2);
        assertEquals(
                List.of("db/migrations/core null", "db/migrations/vector public.schema_migrations"),
                asked.getLast().pairings().stream()
                        .map(track -> track.folder() + " " + track.table())
                        .toList());
    }

    @Test
    void theOpenWorkspaceIsSavedAndItsFileFillsTheConnectDialogAndOpensNothing(@TempDir Path folder) throws Exception {
        List<Workspace> asked = new ArrayList<>();
        TestWindow test = start((workspace, password) -> {
            asked.add(workspace);
            return new SampleReader(SampleTimelines.inspection(SampleTimelines.inSync()));
        });
        test.open();
        test.file = folder.resolve("shared");
        Window.fx(() -> key(test, KeyCode.S, true));
        Path file = folder.resolve("shared.backstep");
        Window.await(() -> Files.exists(file));
        assertEquals(List.of("orchard_dev.backstep"), test.proposed);
        assertEquals(asked.getFirst(), WorkspaceFile.read(file));

        Window.fx(() -> test.main.open(file));
        Stage dialog = dialog();
        TextField database =
                (TextField) Objects.requireNonNull(dialog.getScene().lookup("#connect-database"));
        assertEquals("orchard_dev", database.getText());
        assertEquals(1, asked.size());
        Window.picture(dialog.getScene(), "connect-from-file-light");
        Window.fx(dialog::close);

        Files.writeString(file, "{}");
        Window.fx(() -> test.main.open(file));
        Window.await(() -> !test.problems.isEmpty());
        assertTrue(test.problems.getFirst().startsWith(file + " is not a workspace file"), test.problems.getFirst());
    }

    private TestWindow over(Inspection inspection) throws Exception {
        TestWindow test = start((workspace, password) -> new SampleReader(inspection));
        test.open();
        return test;
    }

    private TestWindow start(WorkspaceOpener opener) throws Exception {
        TestWindow test = new TestWindow(opener, 1360, 860);
        opened.add(test);
        return test;
    }

    private static void press(TestWindow test, String selector) throws Exception {
        fire(test.find(selector, ButtonBase.class));
    }

    private static void fire(ButtonBase button) throws Exception {
        Window.fx(() -> {
            assertFalse(button.isDisabled());
            button.fireEvent(new ActionEvent());
        });
    }

    private static Stage dialog() throws Exception {
        Window.await(() -> javafx.stage.Window.getWindows().stream().anyMatch(MainWindowTest::isDialog));
        return Window.onFx(() -> (Stage) javafx.stage.Window.getWindows().stream()
                .filter(MainWindowTest::isDialog)
                .findFirst()
                .orElseThrow());
    }

    private static boolean isDialog(javafx.stage.Window window) {
        return window instanceof Stage stage && stage.getOwner() != null && stage.isShowing();
    }

    private static TableView<TimelineItem> table(TestWindow test) {
        @SuppressWarnings("unchecked") // the one table of the window
        TableView<TimelineItem> table = (TableView<TimelineItem>)
                Objects.requireNonNull(test.window.stage().getScene().lookup("#timeline-table"));
        return table;
    }

    private static String selected(TestWindow test) throws Exception {
        return Window.onFx(() ->
                RowText.title(table(test).getSelectionModel().getSelectedItem().row()));
    }

    /** The version in the first row that can be seen. */
    private static String firstShown(TestWindow test) throws Exception {
        return Window.onFx(() -> table(test).lookupAll(".table-row-cell").stream()
                .map(row -> (TableRow<?>) row)
                .filter(row -> row.isVisible() && row.getItem() != null)
                .min(Comparator.comparingDouble(Node::getLayoutY))
                .map(row -> ((TimelineItem) row.getItem()).row().version().text())
                .orElse(""));
    }

    private static void key(TestWindow test, KeyCode code, boolean control) {
        Node target = test.window.stage().getScene().getFocusOwner();
        Event.fireEvent(
                target == null ? test.window.stage().getScene().getRoot() : target,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
    }

    private static void press(Node target, KeyCode code) {
        Event.fireEvent(target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static MouseEvent pressed(Node target, double x) {
        Point2D at = target.localToScreen(x, 30);
        return new MouseEvent(
                MouseEvent.MOUSE_PRESSED,
                target.localToScene(x, 30).getX(),
                target.localToScene(x, 30).getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                false,
                true,
                null);
    }

    private static long nodes(Node node) {
        return 1
                + (node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream()
                                .mapToLong(MainWindowTest::nodes)
                                .sum()
                        : 0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // A driver that does not listen to interrupts: it goes on, and its reader must be closed all the same.
            assertTrue(latch.getCount() >= 0);
        }
    }
}
