package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.FileBench;
import dev.backstep.fixture.Window;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.ui.connect.ConnectRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file in the real window. */
class FileInWindowTest {

    @TempDir
    private Path folder;

    private FileBench bench;

    @BeforeEach
    void prepare() {
        bench = new FileBench(folder);
        bench.migration(1, "baseline", "CREATE TABLE users (uuid TEXT PRIMARY KEY, config TEXT NOT NULL);");
        bench.migration(2, "settings", "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);");
        bench.repository.commit("Baseline and settings").tag("v2.30.0").branch("feature/profiles");
        bench.migration(3, "profiles", "ALTER TABLE users ADD COLUMN profile TEXT;");
        bench.migration(4, "sessions", "CREATE TABLE sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT);");
        bench.repository.commit("Profiles").checkout("main");
        bench.apply("WAL", 1, 2, 3, 4);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theTimelineOfAFileIsShownAndWhatIsPostgresqlsIsNotOffered() throws Exception {
        try (TestWindow test = new TestWindow((_, _) -> bench.open(), 1360, 860)) {
            Workspace workspace = new Workspace(
                    ConnectionSettings.ofFile(FileBench.FILE),
                    bench.repository.root().toString(),
                    List.of());
            Window.fx(() -> test.model.open(new ConnectRequest(workspace, new char[0])));
            Window.await(() -> test.model.runningProperty().get().isEmpty());
            Window.await(() -> test.model.analysis().runningProperty().get().isEmpty());
            Offers offers = Window.onFx(test.model::offers);
            assertTrue(offers.rollBack());
            assertFalse(offers.findOut());
            assertFalse(offers.reset());
            MenuButton chip = test.find("#database-chip", MenuButton.class);
            assertTrue(Window.onFx(() -> chip.getItems().stream()
                    .filter(item -> "menu-replay".equals(item.getId()))
                    .allMatch(item -> item.isDisable())));
            for (ColorScheme scheme : ColorScheme.values()) {
                test.window.turn(scheme);
                test.window.picture("file-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void theConnectDialogTakesAFileOrItsUrl() throws Exception {
        try (TestWindow test = new TestWindow((_, _) -> bench.open(), 1360, 860)) {
            test.file = bench.file;
            ButtonBase connect = test.find("#start-connect", ButtonBase.class);
            Window.fx(connect::fire);
            Stage dialog = Window.onFx(() -> (Stage) javafx.stage.Window.getWindows().stream()
                    .filter(window -> window instanceof Stage stage && stage.getOwner() != null)
                    .findFirst()
                    .orElseThrow());
            Window.fx(() ->
                    ((ButtonBase) Objects.requireNonNull(dialog.getScene().lookup("#connect-choose-file"))).fire());
            TextField file =
                    (TextField) Objects.requireNonNull(dialog.getScene().lookup("#connect-file"));
            assertEquals(bench.file.toString(), file.getText());
            assertFalse(Objects.requireNonNull(dialog.getScene().lookup("#connect-host"))
                    .getParent()
                    .isVisible());
            assertFalse(Objects.requireNonNull(dialog.getScene().lookup("#connect-ssl"))
                    .isVisible());
            assertTrue(file.getParent().isVisible());
            Window.picture(dialog.getScene(), "connect-sqlite-light");
            Window.fx(() -> file.setText(""));
            Window.fx(
                    () -> ((ButtonBase) Objects.requireNonNull(dialog.getScene().lookup("#connect-go"))).fire());
            assertEquals(
                    "Name the SQLite file: absolute, or from the checkout such as ./data/db.sqlite.",
                    ((Label) Objects.requireNonNull(dialog.getScene().lookup("#connect-sentence"))).getText());
            Window.fx(dialog::close);
        }
    }
}
