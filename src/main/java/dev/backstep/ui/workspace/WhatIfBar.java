package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Commit;
import dev.backstep.model.Provenance;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Says that the timeline shows another place than the checkout, and leads back; not there otherwise. */
final class WhatIfBar extends HBox {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final WorkspaceViewModel model;
    private final Label words = new Sentence();

    WhatIfBar(WorkspaceViewModel model) {
        this.model = model;
        setId("what-if");
        getStyleClass().add("what-if");
        words.setId("what-if-words");
        words.setGraphic(Icon.BRANCH.node());
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button back = new Button(Text.of("menu.backToCheckout"));
        back.setId("what-if-back");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(_ -> model.lookAt(null));
        back.disableProperty().bind(model.runningProperty().isNotEmpty());
        getChildren().setAll(words, back);
        model.inspectionProperty().subscribe(_ -> show());
        model.lookedAtProperty().subscribe(_ -> show());
    }

    private void show() {
        String revision = model.lookedAtProperty().get();
        setVisible(revision != null);
        setManaged(revision != null);
        if (revision != null) {
            words.setText(sentence(revision, instead()));
        }
    }

    private @Nullable Provenance instead() {
        Inspection inspection = model.inspectionProperty().get();
        return inspection != null && inspection.checkout() instanceof Inspection.Read read ? read.instead() : null;
    }

    private static String sentence(String revision, @Nullable Provenance instead) {
        Commit commit = instead == null ? null : instead.commit();
        return commit == null
                ? Text.of("whatIf.bar", Visible.of(revision))
                : Text.of(
                        "whatIf.bar.commit",
                        Visible.of(revision),
                        commit.shortId(),
                        DAY.format(commit.time().atZone(ZoneId.systemDefault())));
    }
}
