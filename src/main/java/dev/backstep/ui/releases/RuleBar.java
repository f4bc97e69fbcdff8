package dev.backstep.ui.releases;

import dev.backstep.model.Track;
import dev.backstep.release.StartRule;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The start rule of one track: one of four, and from which release on. */
final class RuleBar extends HBox {

    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final ReleasesViewModel model;
    private final Track track;
    private final ToggleGroup group = new ToggleGroup();
    private final TextField from = new TextField();

    /** @param named whether the track's name stands before its rules */
    RuleBar(ReleasesViewModel model, Track track, boolean named) {
        this.model = model;
        this.track = track;
        setId("rule-" + track.name());
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("rule-bar");
        if (named) {
            Label name = new Label(Visible.of(track.name()));
            name.getStyleClass().add("rule-track");
            getChildren().add(name);
        }
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        segments.getChildren().setAll(segments());
        Label fromWords = new Label(Text.of("releases.rule.from"));
        fromWords.getStyleClass().add("muted");
        fromWords.setMinWidth(Region.USE_PREF_SIZE);
        from.setId("rule-from-" + track.name());
        from.setPromptText(Text.of("releases.rule.from.all"));
        from.setAccessibleText(Text.of("releases.rule.from.accessible", track.name()));
        from.setPrefColumnCount(9);
        from.setOnAction(_ -> choose(kind()));
        from.focusedProperty().subscribe(focused -> {
            if (!focused) {
                choose(kind());
            }
        });
        getChildren().addAll(segments, fromWords, from);
        model.choicesProperty().subscribe(_ -> show());
    }

    private List<ToggleButton> segments() {
        List<ToggleButton> buttons = new ArrayList<>();
        for (StartRule.Kind kind : StartRule.Kind.values()) {
            ToggleButton button = new ToggleButton(Text.of("releases.rule." + kind.name()));
            button.setId("rule-" + track.name() + "-" + kind.name());
            button.setTooltip(new Tooltip(Text.of("releases.rule.about." + kind.name())));
            button.setToggleGroup(group);
            button.setUserData(kind);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add("segment");
            button.setOnAction(_ -> {
                button.setSelected(true);
                choose(kind);
            });
            buttons.add(button);
        }
        buttons.getFirst().getStyleClass().add("first");
        buttons.getLast().getStyleClass().add("last");
        return buttons;
    }

    private void show() {
        StartRule rule = model.choicesProperty().get().rules().of(track);
        group.getToggles().stream()
                .filter(toggle -> rule.kind().equals(toggle.getUserData()))
                .forEach(group::selectToggle);
        if (!from.isFocused() || from.getText().isEmpty()) {
            from.setText(rule.from() == null ? "" : rule.from());
        }
        from.setDisable(rule.kind() == StartRule.Kind.REFUSE);
    }

    private StartRule.Kind kind() {
        return model.choicesProperty().get().rules().of(track).kind();
    }

    private void choose(StartRule.Kind kind) {
        String words = from.getText().strip();
        StartRule rule = new StartRule(kind, words.isEmpty() || kind == StartRule.Kind.REFUSE ? null : words);
        from.pseudoClassStateChanged(INVALID, !rule.understood());
        StartRule before = model.choicesProperty().get().rules().of(track);
        if (rule.understood() && !rule.equals(before)) {
            model.rule(track, rule);
        }
    }
}
