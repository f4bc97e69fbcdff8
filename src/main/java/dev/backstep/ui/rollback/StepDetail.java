package dev.backstep.ui.rollback;

import dev.backstep.model.Candidate;
import dev.backstep.model.Script;
import dev.backstep.rollback.export.HiddenCharacters;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.impact.StepImpact;
import dev.backstep.rollback.plan.Finding;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.plan.Step;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One step of the plan: where its script is from, what to know about it, and its exact text. */
final class StepDetail extends ScrollPane {

    private final PreviewViewModel viewModel;
    private final SqlHighlighter highlighter;
    private final SqlView sql;
    private final FindingBoxes findings = new FindingBoxes();
    private final VBox content = new VBox();

    StepDetail(PreviewViewModel viewModel, SqlHighlighter highlighter) {
        this.viewModel = viewModel;
        this.highlighter = highlighter;
        sql = new SqlView(highlighter);
        sql.setId("step-sql");
        sql.getStyleClass().add("framed");
        sql.setMinHeight(150);
        VBox.setVgrow(sql, Priority.ALWAYS);
        setId("step-detail");
        getStyleClass().addAll("step-detail", "edge-to-edge");
        content.getStyleClass().add("content");
        setContent(content);
        setFitToWidth(true);
        setFitToHeight(true);
    }

    void show(Step step, StepImpact impact) {
        Plan plan = Objects.requireNonNull(viewModel.plan(), "its step is shown");
        Label title = new Sentence(PlanText.title(plan, step));
        title.setId("step-title");
        title.getStyleClass().add("title");
        title.setMinHeight(USE_PREF_SIZE);
        findings.show(step, impact);
        content.getChildren().setAll(title, facts(plan, step), findings);
        List<Candidate> candidates = viewModel.candidates(step);
        int more = viewModel.along(step).size();
        if (!candidates.isEmpty() && more > 0) {
            content.getChildren().add(along(step, more));
        }
        Runnable findOut = viewModel.findOut();
        if (candidates.size() > 1 && findOut != null) {
            content.getChildren().add(asking(findOut));
        }
        // What was generated is the only one to choose: once chosen, it stands below.
        if (candidates.size() > 1 || (!candidates.isEmpty() && !step.generated())) {
            content.getChildren().add(new CandidateChoice(step, viewModel, highlighter));
        }
        String text = step.text();
        if (text != null && !plan.runsNothing()) {
            HiddenCharacters.in(text)
                    .ifPresent(words ->
                            content.getChildren().add(FindingBoxes.box(Finding.Severity.WARNS, List.of(words))));
            sql.setText(text);
            content.getChildren().add(sql);
        }
        setVvalue(0);
    }

    /** Numbers have come for the step that is shown. */
    void update(Step step, StepImpact impact) {
        findings.show(step, impact);
    }

    /** Puts the keyboard on the chosen candidate, where the step has candidates. */
    void focusChoice() {
        applyCss();
        content.getChildren().stream()
                .filter(CandidateChoice.class::isInstance)
                .forEach(choice -> ((CandidateChoice) choice).focusChosen());
    }

    private static Hyperlink asking(Runnable findOut) {
        Hyperlink link = new Hyperlink(Text.of("likeness.ask"));
        link.setId("preview-find-out");
        link.setOnAction(_ -> findOut.run());
        return link;
    }

    private Hyperlink along(Step step, int more) {
        Candidate chosen = Objects.requireNonNull(viewModel.chosen(step));
        Hyperlink link = new Hyperlink(Text.of(
                "rollback.candidate.along", PlanText.place(chosen.foundAt().getFirst()), more));
        link.setId("choose-along");
        link.setMnemonicParsing(false);
        link.setOnAction(_ -> viewModel.chooseAlong(step));
        return link;
    }

    private static GridPane facts(Plan plan, Step step) {
        GridPane facts = new GridPane(16, 4);
        facts.getStyleClass().add("facts");
        if (step.source() != null) {
            row(facts, "rollback.step.from", PlanText.source(step.source(), ZoneId.systemDefault()), false);
        }
        Script script = step.script();
        if (script != null && !plan.runsNothing()) {
            row(facts, "rollback.step.file", Visible.of(script.fileName()), true);
        }
        row(facts, "rollback.step.leavesAt", PlanText.version(step.leavesAt()), false);
        if (step.text() != null) {
            row(facts, "rollback.step.runs", runs(plan, step), false);
        }
        return facts;
    }

    private static String runs(Plan plan, Step step) {
        if (plan.purpose() == Plan.Purpose.LOAD) {
            return Text.of("rollback.step.load");
        }
        if (plan.runsNothing()) {
            return Text.of(
                    "rollback.step.onlyMark", Visible.of(plan.history().table().toString()));
        }
        if (step.statements().size() > 1) {
            String key = step.transactional() ? "rollback.step.together" : "rollback.step.oneByOne";
            return Text.of(key, step.statements().size());
        }
        return Text.of(step.transactional() ? "rollback.step.inTransaction" : "rollback.step.alone");
    }

    private static void row(GridPane facts, String key, String value, boolean mono) {
        Label name = new Label(Text.of(key));
        name.getStyleClass().add("muted");
        name.setMinWidth(125);
        Label fact = new Sentence(value);
        fact.setMinHeight(USE_PREF_SIZE);
        if (mono) {
            fact.getStyleClass().add("mono");
        }
        facts.addRow(facts.getRowCount(), name, fact);
    }
}
