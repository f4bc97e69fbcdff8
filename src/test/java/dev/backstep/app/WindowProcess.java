package dev.backstep.app;

import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.Workspace;
import dev.backstep.settings.UserFolders;
import dev.backstep.ui.common.Theme;
import dev.backstep.ui.connect.ConnectRequest;
import dev.backstep.ui.workspace.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.animation.PauseTransition;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A program for the benchmark, on JavaFX's headless platform: shows a window, prints the process's resident memory in
 * megabytes, and ends.
 *
 * <p>Arguments: {@code bare} or {@code backstep}; then {@code shown} to end as soon as the window is there, or
 * {@code settled} to end once nothing moves any more; then, for Backstep on a workspace, its folder, port, database and
 * checkout.
 */
public final class WindowProcess {

    private static final Duration SETTLE = Duration.seconds(3);

    private WindowProcess() {}

    public static void main(String[] arguments) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        boolean settle = arguments[1].equals("settled");
        Platform.startup(() -> {
            Stage stage = new Stage();
            if (arguments[0].equals("bare")) {
                bare(stage);
                end(settle, () -> true);
            } else {
                backstep(stage, List.of(arguments).subList(2, arguments.length), settle);
            }
        });
    }

    private static void bare(Stage stage) {
        TableView<String> table = new TableView<>();
        for (String title : List.of("DB", "Version", "Migration", "Down script")) {
            table.getColumns().add(new TableColumn<>(title));
        }
        stage.setScene(new Scene(table, 1360, 864));
        stage.show();
    }

    private static void backstep(Stage stage, List<String> where, boolean settle) {
        Path home = Path.of(where.getFirst());
        UserFolders folders = new UserFolders(home.resolve("config"), home.resolve("data"));
        Theme theme = new Theme(new SimpleObjectProperty<>(ColorScheme.LIGHT));
        WindowRooms rooms = Window.rooms(stage, theme, folders);
        if (where.size() == 1) {
            rooms.show((@Nullable Path) null);
            end(settle, () -> true);
            return;
        }
        ConnectionSettings settings = new ConnectionSettings(
                "localhost", Integer.parseInt(where.get(1)), where.get(2), "postgres", "disable", null, null);
        rooms.model().screenProperty().subscribe(screen -> {
            if (screen == Screen.SHOWN) {
                end(
                        settle,
                        () -> rooms.model().analysis().runningProperty().get().isEmpty());
            }
        });
        rooms.show(new ConnectRequest(new Workspace(settings, where.get(3), List.of()), new char[0]));
    }

    private static void end(boolean settle, BooleanSupplier settled) {
        PauseTransition pause = new PauseTransition(settle ? SETTLE : Duration.millis(1));
        pause.setOnFinished(event -> {
            if (settle && !settled.getAsBoolean()) {
                pause.playFromStart();
                return;
            }
            if (settle) {
                System.gc();
            }
            System.out.println(settle ? residentMegabytes() : 0);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        });
        pause.play();
    }

    private static long residentMegabytes() {
        try {
            String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(status -> status.startsWith("VmRSS"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
