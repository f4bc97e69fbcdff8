package dev.backstep.ui.program;

import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.rollback.StepBar;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Going back with a tool's own command: the stepper, the page, the buttons. */
final class ProgramView extends BorderPane {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final ProgramViewModel viewModel;
    private final CommandView command;
    private final TrialView rehearsal;
    private final ApprovalView approval;
    private final TrialView run;
    private final StepBar steps = new StepBar(
            Arrays.stream(ProgramPage.values()).map(ProgramPage::title).toList());
    private final Label exported = new Label();
    private final ReportLinks reports;
    private final Button back = new Button(Text.of("rollback.footer.back"));
    private final Button close = new Button();
    private final Button action = new Button();

    /** {@code closing} is called when the person wants the window to go and it may. */
    ProgramView(ProgramViewModel viewModel, DialogService dialogs, SqlHighlighter highlighter, Runnable closing) {
        this.viewModel = viewModel;
        command = new CommandView(viewModel.command(), dialogs);
        rehearsal = new TrialView(viewModel, highlighter, false);
        approval = new ApprovalView(viewModel.approval(), dialogs);
        run = new TrialView(viewModel, highlighter, true);
        reports = new ReportLinks(viewModel, dialogs, exported::setText);
        createLayout();
        bind(closing);
    }

    private void createLayout() {
        setId("program");
        getStyleClass().add("rollback");
        URL sheet = Objects.requireNonNull(ProgramView.class.getResource("/dev/backstep/ui/rollback.css"));
        getStylesheets().add(sheet.toExternalForm());
        setTop(steps);
        exported.getStyleClass().add("caption");
        exported.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(exported, Priority.ALWAYS);
        back.setId("back");
        close.setId("cancel");
        action.setId("action");
        action.getStyleClass().add("action");
        HBox footer = new HBox(reports, exported, back, close, action);
        footer.setId("footer");
        footer.getStyleClass().add("footer");
        footer.setAlignment(Pos.CENTER_LEFT);
        footer.getChildren().forEach(node -> {
            if (node instanceof Button button) {
                button.setMinWidth(USE_PREF_SIZE);
            }
        });
        setBottom(footer);
    }

    private void bind(Runnable closing) {
        action.textProperty().bind(viewModel.actionProperty());
        action.disableProperty().bind(viewModel.canGoOnProperty().not());
        action.setOnAction(_ -> viewModel.next());
        back.setOnAction(_ -> viewModel.back());
        close.setOnAction(_ -> closing.run());
        viewModel.pageProperty().subscribe(this::show);
        viewModel.rehearsalProperty().subscribe(_ -> update());
        viewModel.runProperty().subscribe(_ -> update());
    }

    private void show(ProgramPage page) {
        Node shown = switch (page) {
            case COMMAND -> command;
            case REHEARSE -> rehearsal;
            case CONFIRM -> approval.node();
            case RUN -> run;
        };
        if (page == ProgramPage.REHEARSE) {
            rehearsal.renew();
        }
        if (page == ProgramPage.RUN) {
            run.renew();
        }
        setCenter(shown);
        shown.applyCss();
        switch (page) {
            case COMMAND -> command.focusFirst();
            case REHEARSE -> rehearsal.focusFirst();
            case CONFIRM -> approval.focusFirst();
            case RUN -> run.focusFirst();
        }
        update();
    }

    private void update() {
        ProgramPage page = viewModel.pageProperty().get();
        boolean ended = page == ProgramPage.RUN && !viewModel.running();
        steps.show(
                List.of(ProgramPage.values()).indexOf(page),
                viewModel.runProperty().get() instanceof Trial.Ran);
        ResultPane.show(reports, viewModel.runProperty().get() instanceof Trial.Ran);
        ResultPane.show(back, page == ProgramPage.REHEARSE || page == ProgramPage.CONFIRM);
        back.setDisable(viewModel.running());
        ResultPane.show(action, page != ProgramPage.RUN);
        action.pseudoClassStateChanged(DANGER, page == ProgramPage.CONFIRM);
        // Enter goes on from the first page only: it neither skips a rehearsal nor runs anything.
        action.setDefaultButton(page == ProgramPage.COMMAND);
        close.setText(Text.of(ended ? "rollback.footer.close" : "rollback.footer.cancel"));
        close.setDisable(viewModel.running());
        close.setCancelButton(!viewModel.running());
    }
}
