package dev.backstep.ui.rollback;

import dev.backstep.rollback.preflight.Check;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;

/** The checks, one row each; a new answer changes the rows it has to, so that nothing flickers. */
public final class CheckList extends VBox {

    /** Always seen; of the others only those that are not in order, until all are asked for. */
    private static final Set<String> ALWAYS =
            Set.of("history", "scripts", "rehearsal", "transaction", "lock", "sessions");

    private final LiveChecks live;
    private final Label folded = new Label();
    private final Hyperlink unfold = new Hyperlink(Text.of("rollback.confirm.showAll"));
    private final HBox rest = new HBox(folded, unfold);
    private List<Check> seen = List.of();
    private boolean all;
    private final VBox rows = new VBox();
    private final Label status = new Sentence();
    private final Button again = new Button(Text.of("rollback.confirm.checkAgain"));
    private final HBox foot = new HBox(12);

    /** @param every how often the checks are made again while they are seen */
    public CheckList(LiveChecks live, Duration every) {
        this.live = live;
        createLayout();
        live.checks().subscribe(this::update);
        live.statusProperty().subscribe(_ -> update());
        live.checkingProperty().subscribe(_ -> update());
        Timeline clock = new Timeline(new KeyFrame(every, _ -> live.check()));
        clock.setCycleCount(Animation.INDEFINITE);
        sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false)
                .subscribe(visible -> {
                    if (visible) {
                        clock.playFromStart();
                    } else {
                        clock.stop();
                    }
                });
    }

    private void createLayout() {
        getStyleClass().add("check-list");
        rows.setId("checks");
        rows.setAccessibleText(Text.of("rollback.confirm.checks"));
        again.setId("check-again");
        again.getStyleClass().add("small");
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(_ -> live.check());
        status.setId("check-status");
        status.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(status, Priority.ALWAYS);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("check-foot");
        foot.getChildren().add(status);
        rest.setId("checks-folded");
        rest.setAlignment(Pos.CENTER_LEFT);
        rest.getStyleClass().addAll("check-row");
        StackPane sign = new StackPane(Marks.tick());
        sign.getStyleClass().add("sign");
        rest.getChildren().addFirst(sign);
        unfold.setId("show-all-checks");
        unfold.setOnAction(_ -> {
            all = true;
            update();
        });
        getChildren().setAll(rows, rest, foot);
    }

    private void update() {
        List<Check> checks = live.checks();
        seen = checks.stream()
                .filter(check -> all || ALWAYS.contains(check.id()) || check.state() != Check.State.OK)
                .toList();
        while (rows.getChildren().size() > seen.size()) {
            rows.getChildren().removeLast();
        }
        while (rows.getChildren().size() < seen.size()) {
            rows.getChildren().add(new CheckRow());
        }
        for (int i = 0; i < seen.size(); i++) {
            row(i).show(seen.get(i));
        }
        folded.setText(Text.of("rollback.confirm.folded", checks.size() - seen.size()));
        rest.setVisible(seen.size() < checks.size());
        rest.setManaged(rest.isVisible());
        boolean unanswered = checks.isEmpty() && live.checkingProperty().get();
        status.setText(
                unanswered
                        ? Text.of("rollback.confirm.checking")
                        : live.statusProperty().get());
        status.pseudoClassStateChanged(CheckRow.STOPS, live.failed());
        place();
    }

    /** The button stands where something can be mended: in the first row that is not in order. */
    private void place() {
        List<HBox> places = new ArrayList<>();
        for (int i = 0; i < rows.getChildren().size(); i++) {
            // Looking again does not rehearse.
            if (seen.get(i).state() != Check.State.OK && !seen.get(i).id().equals("rehearsal")) {
                places.add(row(i));
            }
        }
        HBox place = places.isEmpty() ? foot : places.getFirst();
        if (!place.equals(again.getParent())) {
            boolean focused = again.isFocused();
            foot.getChildren().remove(again);
            rows.getChildren().forEach(row -> ((HBox) row).getChildren().remove(again));
            place.getChildren().add(again);
            if (focused) {
                again.requestFocus();
            }
        }
    }

    private CheckRow row(int index) {
        return (CheckRow) rows.getChildren().get(index);
    }
}
