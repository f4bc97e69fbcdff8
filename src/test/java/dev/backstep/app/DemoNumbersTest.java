package dev.backstep.app;

import static dev.backstep.fixture.Window.fx;
import static dev.backstep.fixture.Window.onFx;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.demo.Demo;
import dev.backstep.fixture.Window;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Version;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.workspace.Screen;
import dev.backstep.ui.workspace.WorkspaceViewModel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.ColorScheme;
import javafx.scene.Parent;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** What the real window's detail pane says of the demo's database. */
class DemoNumbersTest {

    @TempDir
    private Path folder;

    @Test
    void theDetailPaneCountsWhatADownScriptWouldLoseNow() throws Exception {
        try (Demo demo = Demo.start(folder.resolve("demo"), step -> {});
                Window window = new Window()) {
            UserFolders folders = new UserFolders(folder.resolve("config"), folder.resolve("data"));
            WindowRooms rooms = onFx(() -> dev.backstep.app.Window.rooms(window.stage(), window.theme(), folders));
            WorkspaceViewModel model = rooms.model();
            fx(() -> rooms.show(new ConnectRequest(demo.workspace(), demo.password())));
            await(() -> model.screenProperty().get() == Screen.SHOWN);
            select(model, 447);
            await(() -> findings(window).getFirst().endsWith("kB"));
            assertEquals(
                    List.of(
                            "Loses data — the down script drops workspaces.alpha_score: 12,408 of 13,020 rows hold a value,"
                                    + " 48 kB",
                            "Loses data — the down script drops workspaces.alpha_kind: all 13,020 rows hold a value, 75 kB"),
                    onFx(() -> findings(window)).stream()
                            .filter(each -> each.startsWith("Loses"))
                            .toList());
            pictures(window);

            execute(demo, "UPDATE workspaces SET alpha_score = NULL WHERE alpha_score IS NOT NULL");
            fx(model::refresh);
            await(() -> findings(window).getFirst().endsWith("no row holds a value"));
            fx(rooms::close);
        }
    }

    private static void pictures(Window window) throws Exception {
        size(window, 1360, 860);
        window.picture("demo-numbers-1360-light");
        window.turn(ColorScheme.DARK);
        window.picture("demo-numbers-1360-dark");
        size(window, 1000, 700);
        window.picture("demo-numbers-1000-dark");
        window.turn(ColorScheme.LIGHT);
        window.picture("demo-numbers-1000-light");
    }

    private static void size(Window window, double width, double height) throws Exception {
        fx(() -> {
            window.stage().setWidth(width);
            window.stage().setHeight(height);
        });
    }

    private static void select(WorkspaceViewModel model, long version) throws Exception {
        fx(() -> model.timeline().shown().stream()
                .filter(item ->
                        item.row().lane().inDatabase() && item.row().version().equals(Version.of(version)))
                .findFirst()
                .ifPresent(model.timeline().selectedProperty()::set));
    }

    /** The boxes' sentences, from the top; an empty one where there is none. */
    private static List<String> findings(Window window) {
        Parent pane = (Parent) window.stage().getScene().lookup("#detail-findings");
        List<String> sentences = pane.lookupAll(".note").stream()
                .map(box -> box.lookup("TextFlow"))
                .map(flow -> words((TextFlow) flow))
                .toList();
        return sentences.isEmpty() ? List.of("") : sentences;
    }

    private static String words(TextFlow flow) {
        StringBuilder words = new StringBuilder();
        flow.getChildren().forEach(part -> words.append(((Text) part).getText()));
        return words.toString();
    }

    private static void await(Supplier<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onFx(condition::get));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void execute(Demo demo, String statement) throws Exception {
        ConnectionSettings settings = demo.workspace().database();
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", new String(demo.password()));
        String url = "jdbc:postgresql://" + settings.server() + "/" + settings.database();
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            connection.createStatement().execute(statement);
        }
    }
}
