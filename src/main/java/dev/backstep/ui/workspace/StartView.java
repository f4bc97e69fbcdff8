package dev.backstep.ui.workspace;

import dev.backstep.model.Workspace;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a person sees while nothing is open. */
final class StartView extends StackPane {

    private final VBox recent = new VBox();

    StartView(WorkspaceViewModel model, WindowActions actions) {
        setId("start");
        Label title = new Label(Text.of("start.title"));
        title.getStyleClass().add("start-title");
        Label words = new Sentence(Text.of("start.words"), "muted");
        Button connect = new Button(Text.of("start.connect"));
        connect.setId("start-connect");
        connect.getStyleClass().add("accent");
        connect.setOnAction(_ -> actions.connect(null));
        Label drop = new Label(Text.of("start.drop"));
        drop.getStyleClass().add("caption");
        recent.getStyleClass().add("start-recent");
        VBox all = new VBox(title, words, connect, drop, recent);
        all.getStyleClass().add("start");
        getChildren().add(all);
        model.recent().subscribe(() -> fill(model, actions));
        fill(model, actions);
    }

    private void fill(WorkspaceViewModel model, WindowActions actions) {
        recent.getChildren().clear();
        if (!model.recent().isEmpty()) {
            Label heading = new Label(Text.of("start.recent"));
            heading.getStyleClass().add("side-heading");
            recent.getChildren().add(heading);
        }
        for (Workspace each : model.recent()) {
            Hyperlink link = new Hyperlink(WorkspaceName.of(each));
            link.setOnAction(_ -> actions.connect(each));
            recent.getChildren().add(link);
        }
    }
}
