package dev.backstep.ui.likeness;

import dev.backstep.likeness.AnswerText;
import dev.backstep.likeness.DifferenceGroup;
import dev.backstep.replay.Likeness;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What differs between the database and what one history makes: by object, foldable, to be searched and copied. */
final class DifferencesPane extends VBox {

    private static final PseudoClass OBJECT = PseudoClass.getPseudoClass("object");
    private static final PseudoClass DEFINITION = PseudoClass.getPseudoClass("definition");

    private final LikenessViewModel model;
    private final Label trouble = new Sentence();
    private final TextField find = new TextField();
    private final Button copy = new Button(Text.of("likeness.copy"));
    private final TreeView<String> tree = new TreeView<>();
    private final Label nothing = new Label();

    /** @param copied hears what a person wants on the clipboard */
    DifferencesPane(LikenessViewModel model, Consumer<String> copied) {
        this.model = model;
        createLayout();
        copy.setOnAction(_ -> {
            Likeness.Compared compared = model.selectedProperty().get();
            if (compared != null) {
                copied.accept(AnswerText.differences(compared));
            }
        });
        find.textProperty().bindBidirectional(model.wantedProperty());
        model.wantedProperty().subscribe(_ -> show());
        model.selectedProperty().subscribe(_ -> show());
    }

    private void createLayout() {
        getStyleClass().add("differences");
        trouble.setId("likeness-trouble");
        trouble.getStyleClass().addAll("note", "warn");
        trouble.setMinHeight(Region.USE_PREF_SIZE);
        trouble.setMaxWidth(Double.MAX_VALUE);
        find.setId("likeness-find");
        find.setPromptText(Text.of("likeness.find"));
        find.setAccessibleText(Text.of("likeness.find"));
        HBox.setHgrow(find, Priority.ALWAYS);
        copy.setId("likeness-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        tree.setId("likeness-differences");
        tree.setShowRoot(false);
        tree.setRoot(new TreeItem<>(""));
        tree.setCellFactory(_ -> new Cell());
        VBox.setVgrow(tree, Priority.ALWAYS);
        nothing.setId("likeness-nothing");
        nothing.getStyleClass().add("muted");
        getChildren().setAll(trouble, new HBox(8, find, copy), nothing, tree);
    }

    private void show() {
        Likeness.Compared compared = model.selectedProperty().get();
        String why = compared == null ? null : AnswerText.trouble(compared);
        trouble.setText(why == null ? "" : why);
        set(trouble, why != null);
        List<DifferenceGroup> groups = model.shown();
        boolean any = compared != null && !compared.difference().isEmpty();
        set((Region) find.getParent(), any);
        nothing.setText(nothing(compared, any));
        set(nothing, compared != null && groups.isEmpty() && compared.failure() == null);
        set(tree, !groups.isEmpty());
        tree.getRoot().getChildren().setAll(groups.stream().map(this::item).toList());
    }

    private static String nothing(Likeness.@Nullable Compared compared, boolean any) {
        return compared == null ? "" : Text.of(any ? "likeness.noMatch" : "likeness.noDifference");
    }

    /** Open where there is little, or what was looked for. */
    private TreeItem<String> item(DifferenceGroup group) {
        TreeItem<String> item = new TreeItem<>(group.name());
        for (DifferenceGroup.Line line : group.lines()) {
            TreeItem<String> leaf = new TreeItem<>(line.words());
            line.definitions().forEach(definition -> leaf.getChildren().add(new TreeItem<>(definition)));
            leaf.setExpanded(line.definitions().size() < 3);
            item.getChildren().add(leaf);
        }
        item.setExpanded(true);
        return item;
    }

    private static void set(Region part, boolean there) {
        part.setVisible(there);
        part.setManaged(there);
    }

    /** An object in strong letters, what differs of it, and the definitions in the letters of code. */
    private static final class Cell extends TreeCell<String> {
        @Override
        protected void updateItem(@Nullable String words, boolean empty) {
            super.updateItem(words, empty);
            setText(empty ? null : words);
            int level = empty || getTreeItem() == null ? 0 : getTreeView().getTreeItemLevel(getTreeItem());
            pseudoClassStateChanged(OBJECT, level == 1);
            pseudoClassStateChanged(DEFINITION, level == 3);
        }
    }
}
