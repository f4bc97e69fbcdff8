package dev.backstep.ui.rollback;

import dev.backstep.rollback.export.PlanText;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.DialogService;
import dev.backstep.ui.common.EnvironmentBadge;
import dev.backstep.ui.common.Sentence;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import javafx.util.Duration;

/** Live checks, limits, and the name to type. */
final class ConfirmView implements PageView {

    private static final Duration CHECK_EVERY = Duration.seconds(5);
    /** Stands for the part of a sentence that is set in another font; no name holds it. */
    private static final String NAME = "\uE000";

    private final ConfirmViewModel viewModel;
    private final ImpactViewModel impacts;
    private final TextFlow heading = new TextFlow();
    private final TextFlow subline = new TextFlow();
    private final Label danger = new Sentence();
    private final Label place = new Label();
    private final Label server = new Label();
    private final Label counted = new Label();
    private final Label hint = new Sentence();
    private final NameField name;
    private final NameField host;
    private final Label hostPlace = new Label();
    private final VBox hostRow = new VBox(8);
    private final EnvironmentBadge badge = new EnvironmentBadge("confirm-environment");
    private final FootedPage page;

    ConfirmView(RollbackViewModel rollback, DialogService dialogs) {
        viewModel = rollback.confirm();
        impacts = rollback.impact();
        name = NameField.database(viewModel.typed());
        host = NameField.host(viewModel.typed());
        page = new FootedPage(content(dialogs), dangerBox());
        page.setId("confirm-page");
        bind();
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void focusFirst() {
        name.requestFocus();
    }

    private VBox content(DialogService dialogs) {
        heading.setId("confirm-heading");
        heading.getStyleClass().add("heading");
        subline.getStyleClass().add("subline");
        HBox title = new HBox(12, heading, badge);
        title.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(heading, Priority.SOMETIMES);
        VBox head = new VBox(4, title, subline);
        VBox content = new VBox(head, new CheckList(viewModel.checks(), CHECK_EVERY));
        if (!viewModel.keepsAll()) {
            content.getChildren().addAll(new SaveBox(viewModel.saves(), dialogs), new LimitsRow(viewModel.limits()));
        }
        return content;
    }

    private VBox dangerBox() {
        danger.setId("danger");
        danger.getStyleClass().add("danger-title");
        Label ask = new Label(Text.of("rollback.confirm.typeName"));
        ask.setLabelFor(name);
        FlowPane question = new FlowPane(4, 4, danger, ask);
        question.setMinWidth(0);
        danger.setMinHeight(Region.USE_PREF_SIZE);
        danger.maxWidthProperty().bind(question.widthProperty());
        counted.setId("confirm-counted");
        counted.getStyleClass().add("caption");
        place.setId("place");
        place.getStyleClass().add("muted");
        place.setMinWidth(40);
        server.getStyleClass().add("muted");
        server.setMinWidth(Region.USE_PREF_SIZE);
        // Two labels, so that a name written from right to left does not turn the sentence round.
        HBox where = new HBox(4, place, server);
        where.setAlignment(Pos.CENTER_LEFT);
        HBox field = new HBox(12, name, where);
        field.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(where, Priority.ALWAYS);
        hint.setId("hint");
        hint.getStyleClass().add("hint");
        VBox box = new VBox(8, question, field, hostRow(), hint, counted);
        box.setId("danger-box");
        box.getStyleClass().addAll("note", "bad", "danger-box");
        return box;
    }

    /** Production asks for the host, too: a name alone is often the same on every server. */
    private VBox hostRow() {
        Label ask = new Sentence(Text.of("rollback.confirm.typeHost"));
        ask.setLabelFor(host);
        hostPlace.getStyleClass().add("muted");
        HBox field = new HBox(12, host, hostPlace);
        field.setAlignment(Pos.CENTER_LEFT);
        hostRow.getChildren().setAll(ask, field);
        hostRow.setId("host-row");
        return hostRow;
    }

    private void bind() {
        viewModel.planProperty().subscribe(plan -> {
            if (plan != null) {
                show(plan);
            }
        });
        impacts.stateProperty().subscribe(state -> {
            danger.setText(state.cost());
            counted.setText(state.status());
        });
        hint.textProperty().bind(viewModel.typed().hintProperty());
        hint.visibleProperty().bind(viewModel.typed().hintProperty().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
    }

    private void show(Plan plan) {
        String around = PlanText.heading(plan, NAME);
        flow(heading, around, PlanText.database(plan), "heading-text");
        String sentence = Text.of("rollback.confirm.subline", PlanText.summary(plan), NAME);
        flow(subline, sentence, plan.fingerprint().shortForm(), "subline-text");
        place.setText(PlanText.database(plan));
        badge.show(viewModel.typed().environment());
        hostPlace.setText(Visible.of(viewModel.typed().hostName()));
        hostRow.setVisible(viewModel.typed().asksHost());
        hostRow.setManaged(viewModel.typed().asksHost());
        server.setText(
                Text.of("rollback.confirm.place", Visible.of(plan.database().server())));
    }

    private static void flow(TextFlow flow, String sentence, String mono, String styleClass) {
        flow.getChildren().clear();
        String[] parts = sentence.split(NAME, 2);
        text(flow, parts[0], styleClass);
        text(flow, mono, styleClass + "-mono");
        text(flow, parts[1], styleClass);
        flow.setAccessibleText(sentence.replace(NAME, mono));
    }

    private static void text(TextFlow flow, String words, String styleClass) {
        javafx.scene.text.Text text = new javafx.scene.text.Text(words);
        text.getStyleClass().add(styleClass);
        flow.getChildren().add(text);
    }
}
