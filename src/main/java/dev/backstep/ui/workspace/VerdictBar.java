package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.likeness.Question;
import dev.backstep.model.Timeline;
import dev.backstep.text.Emphasis;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Icon;
import dev.backstep.ui.common.Sentence;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** Where things stand, in a sentence, and the one thing to do about it. */
final class VerdictBar extends HBox {

    private final WorkspaceViewModel model;
    private final StackPane sign = new StackPane();
    private final Label headline = new Sentence();
    private final TextFlow detail = new TextFlow();
    private final Label notice = new Sentence();
    private final Label change = new Sentence();
    private final Hyperlink findOut = new Hyperlink(Text.of("likeness.ask"));
    private final Button action = new Button();
    private final Button move = new Button(Banner.moveText());

    VerdictBar(WorkspaceViewModel model, WindowActions actions) {
        this.model = model;
        createLayout();
        model.inspectionProperty().subscribe(_ -> show(actions));
        model.trackProperty().subscribe(_ -> show(actions));
        model.lookedAtProperty().subscribe(_ -> show(actions));
        model.environment().environmentProperty().subscribe(_ -> show(actions));
        move.setOnAction(_ -> actions.moveToCheckout());
        change.textProperty().bind(model.changeProperty());
        change.visibleProperty().bind(change.textProperty().isNotEmpty());
        change.managedProperty().bind(change.visibleProperty());
        show(actions);
    }

    private void createLayout() {
        setId("verdict");
        headline.setId("verdict-headline");
        headline.getStyleClass().add("verdict-headline");
        detail.setId("verdict-detail");
        findOut.setId("verdict-find-out");
        findOut.getStyleClass().add("verdict-link");
        notice.setId("verdict-notice");
        notice.getStyleClass().add("verdict-notice");
        notice.setGraphic(Icon.ERROR.node("bad"));
        change.setId("verdict-change");
        change.getStyleClass().add("verdict-change");
        change.setGraphic(Icon.REFRESH.node("verdict-change-icon"));
        VBox words = new VBox(2, headline, detail, findOut, notice, change);
        words.getStyleClass().add("verdict-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        sign.setMinWidth(Region.USE_PREF_SIZE);
        action.setId("verdict-action");
        action.setMinWidth(Region.USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.PARENT);
        move.setId("verdict-move");
        move.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().setAll(sign, words, move, action);
    }

    private void show(WindowActions actions) {
        Inspection inspection = model.inspectionProperty().get();
        if (inspection == null) {
            return;
        }
        Timeline track = model.trackProperty().get();
        Banner banner = Banner.of(inspection, track);
        getStyleClass().setAll("verdict", style(banner));
        sign.getChildren().setAll(icon(banner.kind()));
        headline.setText(banner.headline());
        detail.getChildren()
                .setAll(Emphasis.parts(banner.detail()).stream()
                        .map(VerdictBar::text)
                        .toList());
        String stands = banner.notice();
        notice.setText(stands == null ? "" : stands);
        notice.setVisible(stands != null);
        notice.setManaged(stands != null);
        findOut.setVisible(model.offers().findOutWhich());
        findOut.setManaged(findOut.isVisible());
        findOut.setOnAction(_ -> actions.findOut(Question.WHICH_HISTORY));
        action.setText(banner.actionText());
        action.setVisible(banner.action() != Banner.Action.NONE);
        action.setManaged(action.isVisible());
        move.setVisible(model.offers().move());
        move.setManaged(move.isVisible());
        action.setOnAction(_ -> act(banner.action(), track, actions));
        setAccessibleText(banner.headline() + " " + Emphasis.plain(banner.detail()));
    }

    private void act(Banner.Action what, @Nullable Timeline track, WindowActions actions) {
        switch (what) {
            case NONE -> {}
            case PREVIEW -> actions.rollBack(track == null ? null : Banner.target(track));
            case REPAIR -> actions.repair();
            case PAIR -> actions.pair();
            case RETRY -> model.refresh();
            case OPEN_CHECKOUT -> actions.openCheckout();
        }
    }

    private static Node text(Emphasis.Part part) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(part.text());
        text.getStyleClass().add(part.strong() ? "verdict-strong" : "verdict-text");
        return text;
    }

    private static Node icon(Banner.Kind kind) {
        Icon icon = switch (kind) {
            case IN_SYNC -> Icon.CHECK;
            case BEHIND -> Icon.DOWN;
            case AHEAD -> Icon.UP;
            case DIVERGED -> Icon.WARNING;
            case UNVERIFIED -> Icon.QUESTION;
            case NO_HISTORY, EMPTY -> Icon.DATABASE;
            case NO_FOLDER, NOT_A_CHECKOUT -> Icon.FOLDER;
            case DIRTY, UNREADABLE, UNREACHABLE -> Icon.ERROR;
            case NOTHING_FOUND -> Icon.INFO;
        };
        Node node = icon.node("verdict-icon");
        node.setId("verdict-icon-" + icon.name().toLowerCase(Locale.ROOT));
        node.setScaleX(1.2);
        node.setScaleY(1.2);
        return node;
    }

    private static String style(Banner banner) {
        boolean calm = banner.notice() == null;
        return switch (banner.kind()) {
            case IN_SYNC -> calm ? "good" : "warn";
            case BEHIND, NO_HISTORY, EMPTY, NOTHING_FOUND -> calm ? "info" : "warn";
            case AHEAD, DIVERGED, UNVERIFIED, NO_FOLDER -> "warn";
            case DIRTY, UNREADABLE, UNREACHABLE, NOT_A_CHECKOUT -> "bad";
        };
    }
}
