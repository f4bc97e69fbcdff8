package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A step of the run: how far it is, its migration, its time. */
final class StepProgressCell extends ListCell<StepProgress> {

    private static final int SHOWN = 200;
    private static final int SHOWN_TOOLTIP = 2000;

    private final RunViewModel viewModel;
    private final StackPane sign = new StackPane();
    private final Label name = new Label();
    private final Label time = new Label();
    private final Label statement = new Label();
    private final Label statementTime = new Label();
    private final HBox under = new HBox(10, statement, statementTime);
    private final VBox content = new VBox(2, new HBox(10, sign, name, time), under);

    StepProgressCell(RunViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().add("step-progress-cell");
        ((HBox) content.getChildren().getFirst()).setAlignment(Pos.CENTER_LEFT);
        content.setAlignment(Pos.CENTER_LEFT);
        under.setAlignment(Pos.CENTER_LEFT);
        under.getStyleClass().add("step-statement");
        statement.getStyleClass().addAll("mono", "muted");
        statement.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(statement, Priority.ALWAYS);
        statementTime.getStyleClass().add("muted");
        statementTime.setMinWidth(Region.USE_PREF_SIZE);
        sign.getStyleClass().add("sign");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        time.getStyleClass().add("muted");
        time.setMinWidth(Region.USE_PREF_SIZE);
        setPrefWidth(0);
    }

    /** Shows how long the step has been running. */
    void tick() {
        StepProgress step = getItem();
        if (step != null && step.state() instanceof StepProgress.Running) {
            time.setText(words(step.state()));
            showStatement(step);
        }
    }

    /** The text that was sent last, on one line, with its own time where there are several. */
    private void showStatement(StepProgress step) {
        boolean sent = step.state() instanceof StepProgress.Running running && running.statement() >= 0;
        under.setVisible(sent);
        under.setManaged(sent);
        content.setPadding(new Insets(sent ? 6 : 0, 0, 0, 0));
        if (step.state() instanceof StepProgress.Running running && sent) {
            List<String> all = step.step().statements();
            String text = all.get(running.statement());
            statement.setText(Visible.shortened(headline(text), SHOWN));
            statement.setTooltip(new Tooltip(Visible.shortened(text, SHOWN_TOOLTIP)));
            statementTime.setText(
                    all.size() == 1
                            ? ""
                            : Text.of(
                                    "rollback.run.step.statement",
                                    running.statement() + 1,
                                    all.size(),
                                    OutcomeText.time(viewModel.since(running.statementSince()))));
        }
    }

    /** Comments and blank lines at its beginning say little. */
    private static String headline(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                .limit(3)
                .collect(Collectors.joining(" "));
    }

    @Override
    protected void updateItem(StepProgress step, boolean empty) {
        super.updateItem(step, empty);
        setText(null);
        setGraphic(empty || step == null ? null : content);
        if (!empty && step != null) {
            name.setText(PlanText.step(viewModel.plan(), step.step()));
            time.setText(words(step.state()));
            sign.getChildren().setAll(sign(step.state()));
            showStatement(step);
            setAccessibleText(name.getText() + " " + time.getText());
        }
    }

    private String words(StepProgress.State state) {
        return switch (state) {
            case StepProgress.Waiting _ -> Text.of("rollback.run.step.waiting");
            case StepProgress.Running running ->
                Text.of("rollback.run.step.running", OutcomeText.time(viewModel.since(running.since())));
            case StepProgress.Done done -> Text.of("rollback.run.step.done", OutcomeText.time(done.time()));
            case StepProgress.NotDone _ -> Text.of("rollback.run.step.notDone");
            case StepProgress.Partly partly ->
                Text.of(
                        partly.more() ? "rollback.run.step.partlyOrMore" : "rollback.run.step.partly",
                        partly.statements(),
                        partly.of());
            case StepProgress.NotKnown _ -> Text.of("rollback.run.step.notKnown");
        };
    }

    private static Node sign(StepProgress.State state) {
        return switch (state) {
            case StepProgress.Waiting _, StepProgress.NotDone _ -> hollow();
            case StepProgress.Running _ -> spinner();
            case StepProgress.Done _ -> Marks.tick();
            case StepProgress.Partly _, StepProgress.NotKnown _ -> Marks.warning();
        };
    }

    private static Node hollow() {
        Region hollow = new Region();
        hollow.getStyleClass().add("hollow");
        return hollow;
    }

    private static Node spinner() {
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setPrefSize(16, 16);
        spinner.setMaxSize(16, 16);
        return spinner;
    }
}
