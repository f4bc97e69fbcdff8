package dev.backstep.ui.program;

import dev.backstep.model.BackstepException;
import dev.backstep.rollback.program.ProgramReport;
import dev.backstep.text.Text;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The report of a run, in one form or the other. */
final class ReportLinks extends HBox {

    private final ProgramViewModel viewModel;
    private final DialogService dialogs;
    private final Consumer<String> said;

    ReportLinks(ProgramViewModel viewModel, DialogService dialogs, Consumer<String> said) {
        this.viewModel = viewModel;
        this.dialogs = dialogs;
        this.said = said;
        getStyleClass().add("exports");
        setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .setAll(
                        new Label(Text.of("rollback.footer.exportReport")),
                        link("HTML", "html", ProgramReport::html),
                        new Label("·"),
                        link("Markdown", "md", ProgramReport::markdown),
                        new Label("·"),
                        link("JSON", "json", ProgramReport::json));
    }

    private Hyperlink link(String title, String ending, Function<ProgramReport, String> form) {
        Hyperlink link = new Hyperlink(title);
        link.setId("report-" + ending);
        String question = Text.of("rollback.export.reportTitle", title);
        link.setAccessibleText(question);
        link.setOnAction(_ -> {
            if (viewModel.runProperty().get() instanceof Trial.Ran(var ran)) {
                ProgramReport report = ProgramReport.of(ran, viewModel.role());
                dialogs.chooseFileToSave(question, "backstep-report." + ending)
                        .ifPresent(file -> viewModel.write(
                                () -> write(file, form.apply(report)),
                                written -> said.accept(Text.of("rollback.export.saved", written)),
                                failure -> dialogs.show(Problem.of(question, failure))));
            }
        });
        return link;
    }

    private static Path write(Path file, String content) throws BackstepException {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new BackstepException("rollback.export.unwritable", e, file.toString());
        }
    }
}
