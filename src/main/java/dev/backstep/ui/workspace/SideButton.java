package dev.backstep.ui.workspace;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A choice in the sidebar: its name at the left, a pill at the right. */
final class SideButton extends ToggleButton {

    private static final double INSETS = 18;

    private final String name;
    private final Label badge = new Label();

    SideButton(String id, String name, String pill, String pillStyle, Runnable chosen) {
        Label words = new Label(name);
        words.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        words.setMinWidth(0);
        this.name = name;
        badge.setId(id + "-pill");
        badge.getStyleClass().addAll("pill", pillStyle);
        badge.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(6, words, space, badge);
        row.getStyleClass().add("side-row");
        row.prefWidthProperty().bind(widthProperty().subtract(INSETS));
        row.maxWidthProperty().bind(widthProperty().subtract(INSETS));
        setId(id);
        getStyleClass().setAll("side-button");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setGraphic(row);
        setMaxWidth(Double.MAX_VALUE);
        pill(pill);
        setOnAction(_ -> {
            // A second click on the chosen one would otherwise leave nothing chosen.
            setSelected(true);
            chosen.run();
        });
    }

    /** Shows another text in the pill. */
    void pill(String text) {
        badge.setText(text);
        setAccessibleText(name + ", " + text);
    }

    SideButton in(ToggleGroup group, boolean selected) {
        setToggleGroup(group);
        setSelected(selected);
        return this;
    }
}
