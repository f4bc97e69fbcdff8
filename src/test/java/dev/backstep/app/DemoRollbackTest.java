package dev.backstep.app;

import static dev.backstep.fixture.Window.fx;
import static dev.backstep.fixture.Window.onFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.demo.Demo;
import dev.backstep.fixture.Window;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.rollback.plan.Step;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.workspace.Screen;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The whole path in the real window on the real demo, as a person walks it. */
class DemoRollbackTest {

    @TempDir
    private Path folder;

    @Test
    void theOrchardIsRolledBackToTheCommonAncestor() throws Exception {
        try (Demo demo = Demo.start(folder.resolve("demo"), step -> {});
                Window window = new Window()) {
            UserFolders folders = new UserFolders(folder.resolve("config"), folder.resolve("data"));
            WindowRooms rooms = onFx(() -> dev.backstep.app.Window.rooms(window.stage(), window.theme(), folders));
            WorkspaceViewModel model = rooms.model();
            fx(() -> rooms.show(new ConnectRequest(demo.workspace(), demo.password())));
            await(() -> model.screenProperty().get() == Screen.SHOWN);
            assertEquals(
                    "The database is 3 migrations ahead of this checkout.", text(window.stage(), "verdict-headline"));
            Window.picture(window.stage().getScene(), "demo-before");

            press(window.stage(), "verdict-action");
            await(() -> wizard(window).isPresent());
            Stage wizard = onFx(() -> wizard(window).orElseThrow());
            chooseAlpha(wizard);
            press(wizard, "action");
            await(() -> find(wizard, "rehearse-ways").isPresent());
            Window.picture(wizard.getScene(), "demo-rehearse");
            press(wizard, "action");
            await(() -> find(wizard, "typed-name").isPresent());
            typeName(wizard, "Orchard_dev");
            await(() -> counted(wizard, "confirm-counted"));
            assertEquals(
                    "This drops 4 columns and 1 table. 3 rows and 38,474 values are lost.", text(wizard, "danger"));
            assertTrue(onFx(() -> button(wizard, "action").isDisabled()));
            fx(() -> ((TextField) node(wizard, "typed-name")).clear());
            typeName(wizard, "orchard_dev");
            Window.picture(wizard.getScene(), "demo-confirm");
            press(wizard, "action");
            await(() -> find(wizard, "outcome-heading").isPresent());
            Window.picture(wizard.getScene(), "demo-result");
            fx(wizard::close);

            await(() -> timeline(model).verdict() instanceof Verdict.Behind);
            Window.picture(window.stage().getScene(), "demo-after");
            assertEquals(new Verdict.Behind(2, Version.of(445)), timeline(model).verdict());
            assertEquals(
                    0,
                    timeline(model).rows().stream()
                            .filter(TimelineRow::diverged)
                            .filter(row -> row.lane().inDatabase())
                            .count());
            assertEquals("445 f", value(demo, "SELECT version || ' ' || dirty::text::char FROM schema_migrations"));
            assertEquals(
                    "0",
                    value(demo, "SELECT count(*) FROM information_schema.columns WHERE column_name LIKE 'alpha%'"));
            fx(rooms::close);
        }
    }

    /** 446 and 447 are ambiguous: the first candidate of each is feature/alpha's. */
    private static void chooseAlpha(Stage wizard) throws Exception {
        await(() -> find(wizard, "steps").isPresent());
        assertTrue(onFx(() -> button(wizard, "action").isDisabled()));
        selectStep(wizard, Version.of(447));
        await(() -> find(wizard, "candidate-0").isPresent());
        fx(() -> ((ToggleButton) node(wizard, "candidate-0")).fire());
        await(() -> find(wizard, "choose-along").isPresent());
        Window.picture(wizard.getScene(), "demo-choice");
        fx(() -> ((Hyperlink) node(wizard, "choose-along")).fire());
        await(() -> !button(wizard, "action").isDisabled());
        await(() -> counted(wizard, "preview-counted"));
        assertEquals(
                "This drops 4 columns and 1 table. 3 rows and 38,474 values are lost.", text(wizard, "preview-cost"));
        assertEquals(
                """
                Loses data — drops workspaces.alpha_score: 12,408 of 13,020 rows hold a value, 48 kB
                Loses data — drops workspaces.alpha_kind: all 13,020 rows hold a value, 75 kB""",
                onFx(() -> ((Parent) node(wizard, "findings"))
                        .getChildrenUnmodifiable()
                        .getFirst()
                        .getAccessibleText()));
        Window.picture(wizard.getScene(), "demo-preview");
    }

    private static boolean counted(Stage wizard, String id) {
        return ((Labeled) node(wizard, id)).getText().startsWith("Counted at");
    }

    private static void selectStep(Stage wizard, Version version) throws Exception {
        await(() -> find(wizard, "steps").isPresent());
        fx(() -> {
            ListView<?> steps = (ListView<?>) node(wizard, "steps");
            for (int i = 0; i < steps.getItems().size(); i++) {
                if (((Step) steps.getItems().get(i)).migration().version().equals(version)) {
                    steps.getSelectionModel().select(i);
                }
            }
        });
    }

    private static void typeName(Stage wizard, String name) throws Exception {
        for (int character : name.codePoints().toArray()) {
            fx(() -> ((TextField) node(wizard, "typed-name")).appendText(Character.toString(character)));
        }
    }

    private static Optional<Stage> wizard(Window window) {
        return javafx.stage.Window.getWindows().stream()
                .filter(shown -> shown instanceof Stage stage && Objects.equals(stage.getOwner(), window.stage()))
                .map(Stage.class::cast)
                .findFirst();
    }

    private static Timeline timeline(WorkspaceViewModel model) {
        return Objects.requireNonNull(model.trackProperty().get());
    }

    private static void press(Stage stage, String id) throws Exception {
        await(() -> find(stage, id).isPresent() && !button(stage, id).isDisabled());
        fx(() -> button(stage, id).fire());
    }

    private static String text(Stage stage, String id) throws Exception {
        return onFx(() -> ((Labeled) node(stage, id)).getText());
    }

    private static Button button(Stage stage, String id) {
        return (Button) node(stage, id);
    }

    private static Node node(Stage stage, String id) {
        return find(stage, id).orElseThrow(() -> new AssertionError("no " + id));
    }

    private static Optional<Node> find(Stage stage, String id) {
        return Optional.ofNullable(stage.getScene().getRoot().lookup("#" + id)).filter(DemoRollbackTest::isSeen);
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void await(Supplier<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onFx(condition::get));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String value(Demo demo, String query) throws Exception {
        ConnectionSettings settings = demo.workspace().database();
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", new String(demo.password()));
        String url = "jdbc:postgresql://" + settings.server() + "/" + settings.database();
        try (Connection connection = DriverManager.getConnection(url, properties);
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
