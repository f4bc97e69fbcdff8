package dev.backstep.ui.workspace;

import dev.backstep.release.Answer;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.ui.releases.AnswerStyle;
import dev.backstep.ui.releases.ReleasesViewModel;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The newest releases and whether they start; a click opens the releases there. */
final class SideReleases extends VBox {

    private static final int SHOWN = 5;

    private final ReleasesViewModel model;
    private final WindowActions actions;
    private final Label heading;

    SideReleases(ReleasesViewModel model, WindowActions actions, Label heading) {
        this.model = model;
        this.actions = actions;
        this.heading = heading;
        setId("side-releases");
        model.matrixProperty().subscribe(_ -> fill());
    }

    private void fill() {
        getChildren()
                .setAll(model.matrixProperty().get().answers().stream()
                        .filter(answer -> answer.release().isTag())
                        .limit(SHOWN)
                        .map(this::button)
                        .toList());
        boolean any = !getChildren().isEmpty();
        heading.setVisible(any);
        heading.setManaged(any);
    }

    private SideButton button(Answer answer) {
        String name = answer.release().name();
        SideButton button = new SideButton(
                "release-" + name,
                ReleaseText.name(answer.release()),
                ReleaseText.shortPill(answer),
                AnswerStyle.of(answer),
                () -> actions.releases(name));
        // It opens a window; nothing stays chosen in the sidebar.
        button.selectedProperty().subscribe(selected -> {
            if (selected) {
                button.setSelected(false);
            }
        });
        return button;
    }
}
