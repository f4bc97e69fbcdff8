package dev.backstep.ui.program;

import dev.backstep.rollback.program.ProgramPlan;
import dev.backstep.rollback.program.ProgramText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.EnvironmentBadge;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.rollback.CheckList;
import dev.backstep.ui.rollback.FootedPage;
import dev.backstep.ui.rollback.NameField;
import dev.backstep.ui.rollback.SaveBox;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Live checks, what is saved, and the name to type. */
final class ApprovalView {

    private static final Duration CHECK_EVERY = Duration.seconds(10);

    private final ApprovalViewModel viewModel;
    private final Label heading = new Sentence();
    private final Label subline = new Sentence();
    private final EnvironmentBadge badge = new EnvironmentBadge("program-environment");
    private final CheckBox unrehearsed = new CheckBox(Text.of("program.confirm.unrehearsed"));
    private final Label place = new Label();
    private final Label hostPlace = new Label();
    private final Label hint = new Sentence();
    private final VBox hostRow = new VBox(8);
    private final NameField name;
    private final NameField host;
    private final FootedPage page;

    ApprovalView(ApprovalViewModel viewModel, DialogService dialogs) {
        this.viewModel = viewModel;
        name = NameField.database(viewModel.typed());
        host = NameField.host(viewModel.typed());
        page = new FootedPage(content(dialogs), danger());
        page.setId("program-confirm-page");
        bind();
    }

    Node node() {
        return page;
    }

    void focusFirst() {
        name.requestFocus();
    }

    private VBox content(DialogService dialogs) {
        heading.setId("program-confirm-heading");
        heading.getStyleClass().add("heading");
        HBox title = new HBox(12, heading, badge);
        title.setAlignment(Pos.CENTER_LEFT);
        subline.getStyleClass().add("muted");
        subline.setMinHeight(Region.USE_PREF_SIZE);
        unrehearsed.setId("program-unrehearsed");
        unrehearsed.setMnemonicParsing(false);
        unrehearsed.setWrapText(true);
        return new VBox(
                new VBox(4, title, subline),
                new CheckList(viewModel.checks(), CHECK_EVERY),
                unrehearsed,
                new SaveBox(viewModel.saves(), dialogs),
                CommandView.muted(Text.of("program.confirm.savedBefore")));
    }

    private VBox danger() {
        Label ask = new Label(Text.of("rollback.confirm.typeName"));
        ask.setLabelFor(name);
        Label askHost = new Label(Text.of("rollback.confirm.typeHost"));
        askHost.setLabelFor(host);
        hostRow.getChildren().setAll(askHost, row(host, hostPlace));
        hint.setId("program-hint");
        hint.getStyleClass().add("hint");
        VBox box = new VBox(8, ask, row(name, place), hostRow, hint);
        box.setId("program-danger");
        box.getStyleClass().addAll("note", "bad", "danger-box");
        return box;
    }

    private static HBox row(Node field, Label beside) {
        beside.getStyleClass().add("muted");
        HBox row = new HBox(12, field, beside);
        row.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(beside, Priority.ALWAYS);
        return row;
    }

    private void bind() {
        unrehearsed.selectedProperty().bindBidirectional(viewModel.unrehearsedProperty());
        viewModel.typed().hintProperty().subscribe(hint::setText);
        viewModel.planProperty().subscribe(this::show);
    }

    private void show(@Nullable ProgramPlan plan) {
        if (plan == null) {
            return;
        }
        String database = Visible.of(plan.database().database());
        heading.setText(Text.of("program.confirm.heading", database));
        subline.setText(Text.of("program.confirm.subline", ProgramText.command(plan.command()), plan.shortForm()));
        place.setText(database + " "
                + Text.of("rollback.confirm.place", Visible.of(plan.database().server())));
        hostPlace.setText(Visible.of(viewModel.typed().hostName()));
        badge.show(viewModel.typed().environment());
        ResultPane.show(hostRow, viewModel.typed().asksHost());
        ResultPane.show(unrehearsed, !viewModel.rehearsed());
    }
}
