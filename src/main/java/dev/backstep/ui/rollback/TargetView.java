package dev.backstep.ui.rollback;

import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The applied migrations, newest first, to choose the one to go back to. */
final class TargetView extends VBox implements PageView {

    private final TargetViewModel viewModel;
    private final TextField search = new TextField();
    private final ListView<TargetRow> list = new ListView<>();
    private final Label summary = new Label();
    private final Hyperlink command = new Hyperlink(Text.of("rollback.target.command"));
    private boolean following;

    /** @param instead goes back with the tool's own command */
    TargetView(TargetViewModel viewModel, Runnable instead) {
        this.viewModel = viewModel;
        command.setOnAction(_ -> instead.run());
        createLayout();
        bind();
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void focusFirst() {
        list.requestFocus();
        follow();
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 6));
    }

    private void createLayout() {
        setId("target-page");
        getStyleClass().add("page");
        Label heading = new Label(Text.of("rollback.target.heading"));
        heading.getStyleClass().add("heading");
        Label explanation = new Sentence(Text.of("rollback.target.explanation"), "muted");
        search.setId("target-search");
        search.setPromptText(Text.of("rollback.target.search"));
        search.setAccessibleText(Text.of("rollback.target.search"));
        list.setId("target-list");
        list.setAccessibleText(Text.of("rollback.target.heading"));
        list.setPlaceholder(new Label(Text.of("rollback.target.noMatch")));
        list.setItems(viewModel.rows());
        list.setCellFactory(_ -> new TargetCell(viewModel));
        VBox.setVgrow(list, Priority.ALWAYS);
        summary.setId("target-summary");
        summary.getStyleClass().add("strong");
        command.setId("program-instead");
        command.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(12, summary, gap, command);
        foot.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(heading, explanation, search, list, foot);
    }

    private void bind() {
        search.textProperty().subscribe(text -> {
            following = true;
            viewModel.search(text);
            following = false;
            follow();
        });
        search.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                key.consume();
            }
        });
        // The list forgets a selected row that the search hides, or takes its neighbour; the target must not follow.
        ChangeListener<TargetRow> chosen = (_, _, row) -> {
            if (row != null && !following) {
                viewModel.select(row);
            }
        };
        list.getSelectionModel().selectedItemProperty().addListener(chosen);
        viewModel.selectedProperty().subscribe(_ -> {
            follow();
            list.refresh();
            summary.setText(viewModel.summary());
        });
    }

    private void follow() {
        following = true;
        TargetRow selected = viewModel.selectedProperty().get();
        if (selected != null && viewModel.rows().contains(selected)) {
            list.getSelectionModel().select(selected);
        } else {
            list.getSelectionModel().clearSelection();
        }
        following = false;
    }
}
