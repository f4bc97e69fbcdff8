package dev.backstep.ui.program;

import dev.backstep.rollback.export.OutcomeText;
import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ProgramRan;
import dev.backstep.rollback.program.ProgramRehearsal;
import dev.backstep.rollback.program.ProgramText;
import dev.backstep.rollback.rehearsal.Offer;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A command on the copy, or on the database itself: what runs, how it goes, what came of it. */
final class TrialView extends VBox {

    private final ProgramViewModel viewModel;
    private final boolean live;
    private final VBox command = new VBox(4);
    private final Label copy = CommandView.muted("");
    private final Button start = new Button();
    private final Button cancel = new Button();
    private final ProgressBar bar = new ProgressBar();
    private final Label phase = new Sentence();
    private final HBox going = new HBox(12, bar, phase, cancel);
    private final ResultPane result;

    /** @param live whether it is the run, and not the rehearsal */
    TrialView(ProgramViewModel viewModel, SqlHighlighter highlighter, boolean live) {
        this.viewModel = viewModel;
        this.live = live;
        result = new ResultPane(highlighter, viewModel.output().lines());
        createLayout();
        (live ? viewModel.runProperty() : viewModel.rehearsalProperty()).subscribe(this::show);
        viewModel.cancellingProperty().subscribe(cancelling -> {
            cancel.setDisable(cancelling);
            cancel.setText(Text.of(cancelling ? "program.ending" : "program.end"));
        });
    }

    void focusFirst() {
        (live ? cancel : start).requestFocus();
    }

    /** Shows the command as it stands. */
    void renew() {
        ProgramPlan plan = viewModel.plan();
        Label words = new Sentence(ProgramText.words(plan));
        words.setId("program-words-exact");
        words.getStyleClass().add("mono");
        words.setMinHeight(Region.USE_PREF_SIZE);
        String where = Text.of(
                "program.where",
                Visible.of(plan.command().folder().toString()),
                ProgramText.checkout(plan),
                ProgramText.variables(plan.command()));
        command.getChildren().setAll(words, CommandView.muted(where));
        Offer offer = viewModel.command().offer();
        copy.setText(offer == null ? "" : ProgramText.copy(offer));
        start.setDisable(offer == null || !offer.possible());
    }

    private void createLayout() {
        setId(live ? "program-run-page" : "program-rehearse-page");
        getStyleClass().add("page");
        Label heading = new Label(Text.of(live ? "program.run.heading" : "program.rehearse.heading"));
        heading.getStyleClass().add("heading");
        command.setId(live ? "program-run-exact" : "program-exact");
        command.getStyleClass().addAll("framed", "program-exact");
        start.setId("program-rehearse");
        start.setOnAction(_ -> viewModel.rehearse());
        cancel.setId(live ? "program-end-run" : "program-end");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> viewModel.cancel());
        phase.setId(live ? "program-run-phase" : "program-phase");
        phase.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(phase, Priority.ALWAYS);
        bar.setPrefWidth(220);
        bar.setMinWidth(120);
        bar.setAccessibleText(Text.of("program.progress"));
        going.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(heading, command, copy, start, going, result);
    }

    private void show(Trial trial) {
        boolean idle = trial instanceof Trial.Idle;
        boolean under = trial instanceof Trial.Going;
        ResultPane.show(copy, !live && !under && idle);
        ResultPane.show(start, !live && !under);
        start.setText(Text.of(idle ? "program.rehearse.start" : "rollback.rehearse.again"));
        ResultPane.show(going, under);
        ResultPane.show(result, !idle);
        switch (trial) {
            case Trial.Idle _ -> {}
            case Trial.Going(String words) -> {
                phase.setText(words);
                result.going();
            }
            case Trial.Rehearsed(ProgramRehearsal rehearsal) ->
                result.show(ProgramText.of(rehearsal), rehearsal.end(), changes(rehearsal));
            case Trial.Ran(ProgramRan ran) -> result.show(ProgramText.of(ran), ran.end(), changes(ran));
            case Trial.Failed(String sentence) ->
                result.show(new OutcomeText(OutcomeText.Tone.LOOK, sentence, List.of(), List.of()), null, List.of());
        }
    }

    private static List<String> changes(ProgramRehearsal rehearsal) {
        List<String> changes = new ArrayList<>();
        if (rehearsal.outcome() instanceof ProgramRehearsal.Ran ran) {
            changes.addAll(ProgramText.changes(ran.catalog()));
            ran.rows()
                    .forEach(change ->
                            changes.add(Visible.of(change.table().toString()) + ": " + ProgramText.rows(change)));
        }
        return changes;
    }

    private static List<String> changes(ProgramRan run) {
        return run.outcome() instanceof ProgramRan.Ran ran ? ProgramText.changes(ran.catalog()) : List.of();
    }
}
