package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.CostText;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.SqlHighlighter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** The plan: its steps on the left, the chosen step's script and findings on the right. */
final class PreviewView extends StackPane implements PageView {

    private static final PseudoClass COSTLY = PseudoClass.getPseudoClass("costly");

    private final RollbackViewModel rollback;
    private final PreviewViewModel viewModel;
    private final ImpactViewModel impacts;
    private final Label heading = new Label();
    private final Label summary = new Label();
    private final Label reasons = new Label();
    private final Label cost = new Label();
    private final Label counted = new Label();
    private final Label blockers = new Label();
    private final HBox blockerBox = new HBox();
    private final Button copy = new Button(Text.of("rollback.preview.copySql"));
    private final ListView<Step> steps = new ListView<>();
    private final StepDetail detail;
    private final VBox ready = new VBox();
    private final VBox loading = new VBox();
    private final VBox failure = new VBox();
    private final Label failureReason = new Label();

    PreviewView(RollbackViewModel rollback, DialogService dialogs, SqlHighlighter highlighter) {
        this.rollback = rollback;
        viewModel = rollback.preview();
        impacts = rollback.impact();
        detail = new StepDetail(viewModel, highlighter);
        copy.setOnAction(_ -> {
            Plan plan = viewModel.plan();
            if (plan != null) {
                rollback.export().copySql(plan, impacts.impact(), dialogs);
            }
        });
        createLayout();
        bind();
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void focusFirst() {
        steps.requestFocus();
    }

    private void createLayout() {
        setId("preview-page");
        heading.getStyleClass().add("heading");
        heading.setId("preview-heading");
        summary.setId("preview-summary");
        summary.getStyleClass().add("muted");
        reasons.setId("preview-reasons");
        reasons.getStyleClass().add("muted");
        List.of(heading, summary, reasons, cost, counted, blockers, failureReason)
                .forEach(label -> {
                    label.setWrapText(true);
                    label.setMinHeight(Region.USE_PREF_SIZE);
                });
        copy.setId("copy-sql");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        cost.setId("preview-cost");
        cost.getStyleClass().add("cost");
        counted.setId("preview-counted");
        counted.getStyleClass().add("caption");
        VBox words = new VBox(4, heading, summary, reasons, cost, counted);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox top = new HBox(16, words, copy);
        blockers.setId("preview-blockers");
        blockerBox.getChildren().setAll(Marks.stop(), blockers);
        blockerBox.getStyleClass().addAll("note", "bad");
        blockerBox.setMinHeight(Region.USE_PREF_SIZE);
        steps.setId("steps");
        steps.setAccessibleText(Text.of("rollback.preview.steps"));
        steps.setCellFactory(_ -> new StepCell(impacts, viewModel));
        SplitPane split = new SplitPane(steps, detail);
        split.setDividerPositions(0.29);
        SplitPane.setResizableWithParent(steps, false);
        VBox.setVgrow(split, Priority.ALWAYS);
        ready.getStyleClass().add("page");
        ready.getChildren().setAll(top, blockerBox, split);
        states();
        getChildren().setAll(ready, loading, failure);
    }

    private void states() {
        loading.setAlignment(Pos.CENTER);
        loading.getStyleClass().add("page");
        loading.getChildren().setAll(new ProgressIndicator(), new Label(Text.of("rollback.preview.loading")));
        Button again = new Button(Text.of("rollback.preview.again"));
        again.setId("plan-again");
        again.setOnAction(_ -> viewModel.load());
        Label title = new Label(Text.of("rollback.preview.failed"));
        title.getStyleClass().add("heading");
        failureReason.setId("preview-failure");
        failureReason.setTextAlignment(TextAlignment.CENTER);
        failure.setAlignment(Pos.CENTER);
        failure.getStyleClass().add("page");
        failure.getChildren().setAll(Marks.stop(), title, failureReason, again);
    }

    private void bind() {
        steps.getSelectionModel().selectedItemProperty().subscribe(step -> {
            if (step != null) {
                detail.show(step, impactOfSelected());
            }
        });
        impacts.stateProperty().subscribe(this::count);
        viewModel.stateProperty().subscribe(state -> {
            boolean again = state instanceof PreviewState.Loading waiting && waiting.again();
            loading.setVisible(state instanceof PreviewState.Loading && !again);
            failure.setVisible(state instanceof PreviewState.Failed);
            ready.setVisible(state instanceof PreviewState.Ready || again);
            switch (state) {
                case PreviewState.Loading _ -> {}
                case PreviewState.Failed failed -> failureReason.setText(failed.reason());
                case PreviewState.Ready shown -> show(shown.plan());
            }
        });
    }

    private void show(Plan plan) {
        boolean choosing = detail.isFocusWithin();
        int before = steps.getSelectionModel().getSelectedIndex();
        heading.setText(PlanText.heading(plan));
        summary.setText(Text.of(
                "rollback.preview.summary",
                PlanText.summary(plan),
                plan.fingerprint().shortForm()));
        String why = String.join(" ", PlanText.reasons(plan));
        boolean backOnly = rollback.aim() == Aim.MOVE && !plan.moves() && !plan.forward();
        reasons.setText(backOnly ? Text.of("move.backOnly") + " " + why : why);
        reasons.setManaged(!reasons.getText().isEmpty());
        List<String> obstacles = PlanText.blockers(plan);
        blockers.setText(Text.of("rollback.preview.blocked") + "\n"
                + obstacles.stream().limit(3).collect(Collectors.joining("\n")) + more(obstacles.size() - 3));
        blockerBox.setVisible(!obstacles.isEmpty());
        blockerBox.setManaged(!obstacles.isEmpty());
        copy.setDisable(!ExportFormat.SQL.takes(plan));
        steps.getItems().setAll(plan.steps());
        int selected =
                before < 0 ? firstBlocked(plan) : Math.min(before, plan.steps().size() - 1);
        steps.getSelectionModel().clearAndSelect(selected);
        if (selected >= 0) {
            detail.show(plan.steps().get(selected), impactOfSelected());
        }
        if (choosing) {
            detail.focusChoice();
        } else {
            ready.applyCss();
            steps.requestFocus();
        }
    }

    private void count(ImpactViewModel.State state) {
        cost.setText(state.cost());
        cost.pseudoClassStateChanged(COSTLY, state.plan() != null && CostText.costs(state.plan()));
        counted.setText(state.status());
        steps.refresh();
        Step selected = steps.getSelectionModel().getSelectedItem();
        if (selected != null) {
            detail.update(selected, impactOfSelected());
        }
    }

    private StepImpact impactOfSelected() {
        return impacts.impact().of(Math.max(0, steps.getSelectionModel().getSelectedIndex()));
    }

    /** What a person has to look at first: a step that stands in the way, else the first one. */
    private static int firstBlocked(Plan plan) {
        return IntStream.range(0, plan.steps().size())
                .filter(index -> plan.steps().get(index).blocked())
                .findFirst()
                .orElse(plan.steps().isEmpty() ? -1 : 0);
    }

    private static String more(int count) {
        return count > 0 ? "\n" + Text.of("rollback.preview.moreBlockers", count) : "";
    }
}
