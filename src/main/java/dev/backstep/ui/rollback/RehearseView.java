package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.RehearsalText;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The ways to rehearse, the one under way, and what came of it. */
final class RehearseView extends ScrollPane implements PageView {

    private final RehearseViewModel viewModel;
    private final VBox ways = new VBox(8);
    private final ToggleGroup group = new ToggleGroup();
    private final Button start = new Button();
    private final Button cancel = new Button();
    private final Label words = new Sentence();
    private final ProgressBar bar = new ProgressBar();
    private final HBox going = new HBox(12);
    private final Label problem = new Sentence();
    private final RehearsalPane result;

    RehearseView(RehearseViewModel viewModel, SqlHighlighter highlighter) {
        this.viewModel = viewModel;
        result = new RehearsalPane(highlighter);
        createLayout();
        viewModel.stateProperty().subscribe(_ -> update());
        viewModel.wayProperty().subscribe(_ -> update());
        viewModel.cancellingProperty().subscribe(_ -> update());
        viewModel.agreedProperty().subscribe(_ -> allow());
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void focusFirst() {
        start.requestFocus();
    }

    private void createLayout() {
        setId("rehearse-page");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        setFitToHeight(true);
        Label heading = new Label(Text.of("rollback.rehearse.heading"));
        heading.getStyleClass().add("heading");
        Label explanation = new Sentence(Text.of("rollback.rehearse.explanation"), "muted");
        explanation.setMinHeight(Region.USE_PREF_SIZE);
        ways.setId("rehearse-ways");
        ways.getStyleClass().add("rehearse-ways");
        start.setId("rehearse-start");
        start.setOnAction(_ -> viewModel.start());
        cancel.setId("rehearse-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> viewModel.cancel());
        words.setId("rehearse-phase");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        bar.setPrefWidth(220);
        bar.setMinWidth(120);
        bar.setAccessibleText(Text.of("rollback.rehearse.progress"));
        going.getChildren().setAll(bar, words, cancel);
        going.setAlignment(Pos.CENTER_LEFT);
        problem.setId("rehearse-problem");
        problem.getStyleClass().add("hint");
        VBox content = new VBox(heading, explanation, ways, start, going, problem, result);
        VBox.setVgrow(result, Priority.ALWAYS);
        content.getStyleClass().add("page");
        setContent(content);
    }

    private void update() {
        RehearseState state = viewModel.stateProperty().get();
        boolean looking = state instanceof RehearseState.Looking;
        boolean under = state instanceof RehearseState.Going;
        showWays(looking, under);
        show(start, !under);
        allow();
        start.setText(Text.of(
                state instanceof RehearseState.Ended
                        ? "rollback.rehearse.again"
                        : looking ? "rollback.rehearse.looking" : "rollback.rehearse.start"));
        show(going, under);
        boolean cancelling = viewModel.cancellingProperty().get();
        cancel.setDisable(cancelling);
        cancel.setText(Text.of(cancelling ? "rollback.rehearse.cancelling" : "rollback.rehearse.cancel"));
        if (state instanceof RehearseState.Going(String said, double done)) {
            words.setText(said);
            bar.setProgress(done < 0 ? ProgressBar.INDETERMINATE_PROGRESS : done);
        }
        problem.setText(state instanceof RehearseState.Failed(String sentence) ? sentence : "");
        show(problem, !problem.getText().isEmpty());
        show(result, state instanceof RehearseState.Ended);
        if (state instanceof RehearseState.Ended(var rehearsal)) {
            result.show(viewModel.plan(), rehearsal);
        }
    }

    private void allow() {
        boolean looking = viewModel.stateProperty().get() instanceof RehearseState.Looking;
        start.setDisable(looking || !viewModel.startable());
    }

    private void showWays(boolean looking, boolean under) {
        ways.setDisable(under);
        if (looking) {
            return;
        }
        ways.getChildren().clear();
        for (Offer offer : viewModel.offers()) {
            RadioButton button = new RadioButton(RehearsalText.name(offer.way()));
            button.setId("rehearse-" + offer.way().name().toLowerCase(Locale.ROOT));
            button.setMnemonicParsing(false);
            button.setToggleGroup(group);
            button.setDisable(!offer.possible());
            button.setSelected(offer.way() == viewModel.wayProperty().get());
            button.setOnAction(_ -> viewModel.choose(offer.way()));
            Label means = new Sentence(RehearsalText.explanation(offer));
            means.setId(button.getId() + "-means");
            means.setMinHeight(Region.USE_PREF_SIZE);
            means.getStyleClass().addAll("muted", "way-means");
            VBox box = new VBox(2, button, means);
            if (offer.takesRoom() && button.isSelected() && offer.possible()) {
                box.getChildren().add(agreement(offer));
            }
            ways.getChildren().add(box);
        }
    }

    /** Nothing takes room on somebody's server without being told to. */
    private CheckBox agreement(Offer offer) {
        CheckBox agree = new CheckBox(Text.of("rollback.rehearse.agree", RehearsalText.room(offer)));
        agree.setId("rehearse-agree");
        agree.setMnemonicParsing(false);
        agree.getStyleClass().add("way-means");
        agree.setSelected(viewModel.agreedProperty().get());
        agree.selectedProperty().subscribe(viewModel.agreedProperty()::set);
        return agree;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
