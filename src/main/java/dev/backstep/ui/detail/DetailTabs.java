package dev.backstep.ui.detail;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.sql.rules.Rule;
import dev.backstep.sql.rules.SchemaChange;
import dev.backstep.sql.rules.ScriptReading;
import dev.backstep.text.Text;
import dev.backstep.ui.common.Sentence;
import dev.backstep.ui.common.SqlHighlighter;
import dev.backstep.ui.common.SqlView;
import dev.backstep.ui.detail.Finding.Place;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Up, down and history of the shown migration. */
final class DetailTabs extends BorderPane {

    private final DetailViewModel model;
    private final SqlView sql = new SqlView(SqlHighlighter.postgresql());
    private final SchemaChangePane schema = new SchemaChangePane();
    private final VBox history = new VBox();
    private final Label message = new Sentence();
    private final Label garbled = new Sentence(Text.of("detail.garbled"));
    private final Button copy = new Button(Text.of("dialog.copy"));
    private final StackPane content = new StackPane();
    private final Map<DetailTab, ToggleButton> tabs = new EnumMap<>(DetailTab.class);

    DetailTabs(DetailViewModel model, Consumer<String> copyText) {
        this.model = model;
        createLayout();
        bind(copyText);
    }

    private void createLayout() {
        HBox bar = new HBox();
        bar.getStyleClass().add("detail-tabs");
        ToggleGroup group = new ToggleGroup();
        for (DetailTab tab : DetailTab.values()) {
            ToggleButton button = tab(tab);
            button.setToggleGroup(group);
            tabs.put(tab, button);
            bar.getChildren().add(button);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        copy.setId("copy-text");
        copy.getStyleClass().addAll("small-button");
        bar.getChildren().addAll(space, copy);
        bar.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        message.setId("detail-message");
        message.getStyleClass().addAll("muted", "detail-message");
        garbled.getStyleClass().add("sql-shortened");
        garbled.setMaxWidth(Double.MAX_VALUE);
        history.setId("detail-history");
        history.getStyleClass().add("history");
        setTop(bar);
        setCenter(content);
    }

    private ToggleButton tab(DetailTab tab) {
        ToggleButton button = new ToggleButton(Text.of("detail.tab." + tab));
        button.setId("tab-" + tab.name().toLowerCase(Locale.ROOT));
        button.getStyleClass().setAll("detail-tab");
        button.setAccessibleRole(AccessibleRole.TAB_ITEM);
        button.setOnAction(_ -> {
            button.setSelected(true);
            model.tabProperty().set(tab);
        });
        return button;
    }

    private void bind(Consumer<String> copyText) {
        model.tabProperty().subscribe(tab -> tabs.forEach((each, button) -> button.setSelected(each == tab)));
        model.tabProperty().subscribe(_ -> show());
        model.textProperty().subscribe(_ -> show());
        model.rowProperty().subscribe(_ -> show());
        model.findingsProperty().subscribe(_ -> showSchema());
        model.statementProperty().subscribe(_ -> reveal());
        copy.setOnAction(_ -> {
            if (model.textProperty().get() instanceof DetailText.Shown(String text, var _)) {
                copyText.accept(text);
            }
        });
    }

    /** Left and right go from tab to tab, as in any tab bar. */
    private void walk(KeyEvent event) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step != 0) {
            List<DetailTab> all = List.of(DetailTab.values());
            int now = all.indexOf(model.tabProperty().get());
            DetailTab next = all.get(Math.floorMod(now + step, all.size()));
            model.tabProperty().set(next);
            ToggleButton button = tabs.get(next);
            if (button != null) {
                button.requestFocus();
            }
            event.consume();
        }
    }

    private void show() {
        boolean shown = false;
        if (model.tabProperty().get() == DetailTab.HISTORY) {
            content.getChildren().setAll(history());
        } else if (model.tabProperty().get() == DetailTab.SCHEMA_CHANGE) {
            showSchema();
            content.getChildren().setAll(schema);
        } else {
            switch (model.textProperty().get()) {
                case DetailText.Loading _ -> say(Text.of("detail.loading"));
                case DetailText.Absent(String sentence) -> say(sentence);
                case DetailText.Shown(String text, boolean replaced) -> {
                    shown = true;
                    sql.setText(text);
                    content.getChildren().setAll(replaced ? new BorderPane(sql, garbled, null, null, null) : sql);
                    reveal();
                }
            }
        }
        copy.setVisible(shown);
    }

    private void showSchema() {
        if (model.tabProperty().get() != DetailTab.SCHEMA_CHANGE) {
            return;
        }
        MigrationReading reading = model.reading();
        ScriptReading up = reading == null ? null : reading.up();
        if (reading == null) {
            schema.showUnread();
        } else if (up == null) {
            schema.show(List.of(), false);
        } else {
            boolean whole = up.reasons().stream().noneMatch(reason -> reason.rule() == Rule.UNREAD);
            schema.show(SchemaChange.of(reading.before(), up), whole);
        }
    }

    private void reveal() {
        Place place = model.statementProperty().get();
        if (place != null
                && place.tab() == model.tabProperty().get()
                && model.textProperty().get() instanceof DetailText.Shown) {
            sql.reveal(place.start(), place.end());
        }
    }

    private void say(String sentence) {
        message.setText(sentence);
        content.getChildren().setAll(message);
        StackPane.setAlignment(message, Pos.TOP_LEFT);
    }

    private Node history() {
        history.getChildren().clear();
        for (HistoryLine line : model.history()) {
            Label subject = new Sentence(line.subject(), "medium");
            Label about = new Sentence(line.about(), "muted");
            Label places = new Sentence(line.places(), "caption");
            VBox entry = new VBox(2, subject, about, places);
            entry.getStyleClass().add("history-entry");
            history.getChildren().add(entry);
        }
        if (history.getChildren().isEmpty()) {
            Label none = new Sentence(Text.of("detail.history.none"), "muted");
            history.getChildren().add(none);
        }
        ScrollPane scroll = new ScrollPane(history);
        scroll.setFitToWidth(true);
        return scroll;
    }
}
