package dev.backstep.ui.rollback;

import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import java.util.Locale;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Exports on the left; back, cancel and the action on the right. */
final class Footer extends HBox {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final RollbackViewModel viewModel;
    private final DialogService dialogs;
    private final Runnable close;
    private final HBox exports = new HBox();
    private final HBox reports = new HBox();
    private final Label exported = new Label();
    private final Button report = new Button(Text.of("rollback.footer.copyReport"));
    private final Button putBack = new Button(Text.of("rollback.footer.putBack"));
    private final Button back = new Button(Text.of("rollback.footer.back"));
    private final Button cancel = new Button();
    private final Button action = new Button();

    Footer(RollbackViewModel viewModel, DialogService dialogs, Runnable close) {
        this.viewModel = viewModel;
        this.dialogs = dialogs;
        this.close = close;
        createLayout();
        bind();
    }

    private void createLayout() {
        setId("footer");
        getStyleClass().add("footer");
        setAlignment(Pos.CENTER_LEFT);
        exports.setAlignment(Pos.CENTER_LEFT);
        exports.getStyleClass().add("exports");
        exports.getChildren().add(new Label(Text.of("rollback.footer.export")));
        for (ExportFormat format : ExportFormat.values()) {
            if (format != ExportFormat.SQL) {
                exports.getChildren().add(new Label("·"));
            }
            exports.getChildren().add(link(format));
        }
        reports.setAlignment(Pos.CENTER_LEFT);
        reports.getStyleClass().add("exports");
        reports.getChildren().add(new Label(Text.of("rollback.footer.exportReport")));
        for (ReportFormat format : ReportFormat.values()) {
            if (format != ReportFormat.HTML) {
                reports.getChildren().add(new Label("·"));
            }
            reports.getChildren().add(link(format));
        }
        exported.setId("exported");
        exported.getStyleClass().add("caption");
        HBox.setHgrow(exported, Priority.ALWAYS);
        exported.setMaxWidth(Double.MAX_VALUE);
        report.setId("copy-report");
        putBack.setId("put-back");
        back.setId("back");
        cancel.setId("cancel");
        action.setId("action");
        action.getStyleClass().add("action");
        action.setDefaultButton(true);
        getChildren().addAll(exports, reports, exported, report, putBack, back, cancel, action);
        // The names of the buttons must stay readable; the exports give way.
        getChildren().forEach(node -> {
            if (node instanceof Button button) {
                button.setMinWidth(USE_PREF_SIZE);
            }
        });
    }

    private Hyperlink link(ExportFormat format) {
        Hyperlink link = new Hyperlink(format.title());
        link.setId("export-" + format.name().toLowerCase(Locale.ROOT));
        link.setAccessibleText(Text.of("rollback.export.title", format.title()));
        link.setOnAction(_ -> viewModel
                .export()
                .save(plan(), viewModel.impact().impact(), viewModel.rehearsed(plan()), format, dialogs));
        viewModel.preview().stateProperty().subscribe(_ -> {
            Plan plan = viewModel.preview().plan();
            link.setDisable(plan == null || !format.takes(plan));
        });
        return link;
    }

    private Hyperlink link(ReportFormat format) {
        Hyperlink link = new Hyperlink(format.title());
        link.setId("report-" + format.name().toLowerCase(Locale.ROOT));
        link.setAccessibleText(Text.of("rollback.export.reportTitle", format.title()));
        link.setOnAction(_ -> viewModel.export().save(viewModel.run().account(), format, dialogs));
        return link;
    }

    private void bind() {
        action.textProperty().bind(viewModel.actionProperty());
        action.disableProperty().bind(viewModel.canGoOnProperty().not());
        action.setOnAction(_ -> viewModel.next());
        back.disableProperty().bind(viewModel.canGoBackProperty().not());
        back.setOnAction(_ -> {
            viewModel.back();
            if (viewModel.wanted() instanceof Next.OtherWay) {
                close.run();
            }
        });
        report.setOnAction(_ -> {
            dialogs.copy(viewModel.run().report());
            exported.setText(Text.of("rollback.footer.reportCopied"));
        });
        putBack.setOnAction(_ -> {
            viewModel.want(new Next.PutBack(Objects.requireNonNull(viewModel.undo())));
            close.run();
        });
        viewModel.export().doneProperty().subscribe(exported::setText);
        cancel.setOnAction(_ -> {
            if (viewModel.running()) {
                viewModel.run().cancel();
            } else {
                close.run();
            }
        });
        viewModel.pageProperty().subscribe(_ -> update());
        viewModel.run().phaseProperty().subscribe(_ -> update());
        viewModel.run().cancellingProperty().subscribe(_ -> update());
        viewModel.preview().stateProperty().subscribe(_ -> update());
    }

    private void update() {
        Page page = viewModel.pageProperty().get();
        RunPhase phase = viewModel.run().phaseProperty().get();
        boolean running = phase.underWay();
        boolean ended = page == Page.RUN && phase instanceof RunPhase.Ended;
        show(exports, !ended && page != Page.TARGET && viewModel.preview().plan() != null);
        show(reports, ended);
        show(report, ended);
        show(putBack, ended && viewModel.undo() != null);
        show(
                back,
                page != Page.TARGET
                        && (viewModel.aim().chosen() || page != Page.PREVIEW)
                        && !running
                        && (!ended || viewModel.canGoBackProperty().get()));
        back.setText(Text.of(ended ? "rollback.footer.backToConfirm" : "rollback.footer.back"));
        show(action, page != Page.RUN);
        action.pseudoClassStateChanged(DANGER, page == Page.CONFIRM);
        boolean cancelling = viewModel.run().cancellingProperty().get();
        String key = cancelling
                ? "rollback.footer.cancelling"
                : running ? "rollback.footer.cancelRun" : ended ? "rollback.footer.close" : "rollback.footer.cancel";
        cancel.setText(Text.of(key));
        cancel.setDisable(cancelling || phase instanceof RunPhase.Committing);
        // Escape must not cancel a run by accident; the button does.
        cancel.setCancelButton(!running);
        cancel.setDefaultButton(ended);
        // On production Enter does not run it either, and it never skips a rehearsal.
        boolean careful = page == Page.REHEARSE
                || (page == Page.CONFIRM && viewModel.confirm().typed().asksHost());
        action.setDefaultButton(!ended && !careful);
        if (page == Page.RUN) {
            cancel.requestFocus();
        }
    }

    private Plan plan() {
        return Objects.requireNonNull(viewModel.preview().plan());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
