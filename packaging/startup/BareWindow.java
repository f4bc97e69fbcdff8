import java.util.List;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.stage.Stage;

/**
 * What Backstep's start is measured against: a window with nothing but an empty table. Says {@code shown} once it was
 * drawn, and ends when its input does.
 */
public final class BareWindow {

    private BareWindow() {}

    public static void main(String[] arguments) throws Exception {
        Platform.startup(() -> {
            TableView<String> table = new TableView<>();
            for (String title : List.of("DB", "Version", "Migration", "Down script")) {
                table.getColumns().add(new TableColumn<>(title));
            }
            Stage stage = new Stage();
            Scene scene = new Scene(table, 1360, 860);
            stage.setScene(scene);
            stage.show();
            scene.addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    scene.removePostLayoutPulseListener(this);
                    Platform.runLater(() -> System.out.println("shown"));
                }
            });
        });
        System.in.readAllBytes();
        System.exit(0);
    }
}
