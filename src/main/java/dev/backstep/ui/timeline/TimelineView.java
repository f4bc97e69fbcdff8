package dev.backstep.ui.timeline;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Version;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The timeline: a table, newest migration on top, with the two lanes at its left. */
public final class TimelineView extends BorderPane {

    private static final PseudoClass ANCESTOR = PseudoClass.getPseudoClass("ancestor");
    private static final double LANES = 88;
    private static final double SCROLL_BAR = 14;

    private final TimelineViewModel model;
    private final OverviewStrip overview = new OverviewStrip(this::goTo);
    private final TableView<TimelineItem> table = new TableView<>();
    private final TableColumn<TimelineItem, TimelineItem> lanes = column("lanes", LANES, this::laneCell);
    private static final double DIGIT = 8;
    private static final double WIDEST_VERSION = 152;

    private final TableColumn<TimelineItem, TimelineItem> version = column("version", 84, Cells::version);
    private final TableColumn<TimelineItem, TimelineItem> migration = column("migration", 240, Cells::migration);
    private final TableColumn<TimelineItem, TimelineItem> marker = column("marker", 116, this::markerCell);
    private final TableColumn<TimelineItem, TimelineItem> down = column("down", 132, Cells::downScript);
    private LaneLayout layout;
    private boolean filling;
    private @Nullable ScrollAnchor anchor;

    /** @param rollBackTo hears the version that a person wants to roll back to */
    public TimelineView(TimelineViewModel model, Consumer<Version> rollBackTo) {
        this.model = model;
        layout = new LaneLayout(model.items());
        createLayout(rollBackTo);
        bind();
    }

    /** The strip to be put over it. */
    public OverviewStrip overview() {
        return overview;
    }

    private void createLayout(Consumer<Version> rollBackTo) {
        setId("timeline");
        getStyleClass().add("timeline");
        table.setId("timeline-table");
        table.setAccessibleText(Text.of("timeline.accessible"));
        table.setFixedCellSize(LanePane.ROW);
        lanes.setGraphic(laneTitles());
        table.getColumns().add(lanes);
        version.setText(Text.of("timeline.version"));
        table.getColumns().add(version);
        migration.setText(Text.of("timeline.migration"));
        table.getColumns().add(migration);
        marker.setText(Text.of("timeline.marker"));
        table.getColumns().add(marker);
        down.setText(Text.of("timeline.down"));
        table.getColumns().add(down);
        table.setRowFactory(_ -> new Row(model));
        table.setPlaceholder(placeholder());
        table.setContextMenu(menu(rollBackTo));
        setCenter(table);
    }

    private void bind() {
        table.setItems(model.shown());
        table.widthProperty().subscribe(_ -> fitColumns());
        model.timelineProperty().subscribe(_ -> {
            anchor = ScrollAnchor.of(table);
            refill();
        });
        model.marksProperty().subscribe(_ -> {
            table.refresh();
            overview.show(model);
        });
        model.selectedProperty().subscribe(_ -> showSelection());
        model.revisionProperty().subscribe(_ -> {
            showSelection();
            if (anchor != null) {
                anchor.restore(table);
                anchor = null;
            }
            showVisible();
        });
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> takeSelection());
        // The split pane brings the table to the scene only with its own skin; the keyboard belongs to it then.
        table.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                table.requestFocus();
            }
        });
        table.skinProperty().subscribe(skin -> {
            if (skin != null) {
                watchScrolling();
            }
        });
    }

    private void refill() {
        layout = new LaneLayout(model.items());
        fitColumns();
        overview.show(model);
        table.refresh();
        showVisible();
    }

    /** Versions made of a date and a time are long, and differ at their ends. */
    private double versionWidth() {
        int longest = model.items().stream()
                .mapToInt(item -> item.row().version().shown().length())
                .max()
                .orElse(0);
        return Math.min(WIDEST_VERSION, longest * DIGIT + 24);
    }

    /** The name takes what the others leave. */
    private void fitColumns() {
        double width = table.getWidth();
        boolean narrow = width < 560;
        version.setPrefWidth(Math.max(narrow ? 56 : 84, versionWidth()));
        marker.setPrefWidth(narrow ? 104 : 116);
        down.setPrefWidth(narrow ? 104 : 132);
        double others = LANES + version.getPrefWidth() + down.getPrefWidth() + marker.getPrefWidth();
        migration.setPrefWidth(Math.max(100, width - others - SCROLL_BAR));
    }

    private void takeSelection() {
        TimelineItem item = table.getSelectionModel().getSelectedItem();
        if (!filling && !model.filling() && item != null) {
            model.selectedProperty().set(item);
        }
    }

    /** The table forgets its selection with its rows; the model does not. */
    private void showSelection() {
        TimelineItem item = model.selectedProperty().get();
        int row = item == null ? -1 : model.shown().indexOf(item);
        if (table.getSelectionModel().getSelectedIndex() != row
                || !Objects.equals(table.getSelectionModel().getSelectedItem(), item)) {
            filling = true;
            table.getSelectionModel().clearSelection();
            if (row >= 0) {
                table.getSelectionModel().select(row);
            }
            filling = false;
        }
    }

    private void watchScrolling() {
        if (table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            flow.positionProperty().subscribe(_ -> showVisible());
            flow.heightProperty().subscribe(_ -> showVisible());
            flow.needsLayoutProperty().subscribe(needed -> {
                if (!needed) {
                    showVisible();
                }
            });
        }
    }

    private void showVisible() {
        overview.showVisible(visible());
    }

    private @Nullable Range visible() {
        if (!(table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow)
                || model.shown().isEmpty()) {
            return null;
        }
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        int rows = model.shown().size();
        if (first == null || last == null || first.getIndex() < 0 || first.getIndex() >= rows) {
            return null;
        }
        return new Range(
                model.shown().get(first.getIndex()).index(),
                model.shown().get(Math.min(last.getIndex(), rows - 1)).index());
    }

    /** Brings the row with this index, or the shown one nearest to it, to the middle. */
    private void goTo(int index) {
        int row = 0;
        while (row < model.shown().size() - 1 && model.shown().get(row).index() < index) {
            row++;
        }
        int above = (int) (table.getHeight() / LanePane.ROW / 2) - 1;
        table.scrollTo(Math.max(0, row - above));
    }

    private ContextMenu menu(Consumer<Version> rollBackTo) {
        MenuItem item = new MenuItem();
        item.setId("roll-back-to");
        item.setOnAction(_ -> {
            TimelineItem selected = model.selectedProperty().get();
            if (selected != null) {
                rollBackTo.accept(selected.row().version());
            }
        });
        ContextMenu menu = new ContextMenu(item);
        menu.setOnShowing(_ -> {
            TimelineItem selected = model.selectedProperty().get();
            item.setDisable(selected == null || !selected.row().lane().inDatabase());
            item.setText(selected == null ? "" : Text.of("timeline.rollBackTo", RowText.title(selected.row())));
        });
        return menu;
    }

    private Node placeholder() {
        Label nothing = new Label();
        nothing.setId("timeline-nothing");
        nothing.getStyleClass().add("muted");
        Button all = new Button(Text.of("timeline.showAll"));
        all.setId("show-all");
        all.setOnAction(_ -> {
            model.searchProperty().set("");
            model.filterProperty().set(Filter.ALL);
        });
        all.managedProperty().bind(all.visibleProperty());
        model.revisionProperty().subscribe(_ -> {
            boolean hidden = !model.items().isEmpty();
            nothing.setText(Text.of(hidden ? "timeline.nothing" : "timeline.empty"));
            all.setVisible(hidden);
        });
        VBox box = new VBox(12, nothing, all);
        box.getStyleClass().add("empty");
        return box;
    }

    private TableCell<TimelineItem, TimelineItem> laneCell() {
        return Cells.lanes(
                item -> model.whole()
                        ? layout.row(item.index())
                        : layout.row(item.index()).alone(),
                model::mark);
    }

    private TableCell<TimelineItem, TimelineItem> markerCell() {
        return Cells.marker(model::mark);
    }

    private static Node laneTitles() {
        Label database = new Label(Text.of("timeline.database"));
        Label checkout = new Label(Text.of("timeline.disk"));
        for (Label title : List.of(database, checkout)) {
            title.getStyleClass().add("lane-title");
            title.setPrefWidth(LanePane.CHECKOUT_X - LanePane.DATABASE_X);
        }
        HBox titles = new HBox(database, checkout);
        titles.setMinWidth(LANES);
        titles.setPrefWidth(LANES);
        titles.getStyleClass().add("lane-titles");
        return titles;
    }

    private static TableColumn<TimelineItem, TimelineItem> column(
            String id, double width, Supplier<TableCell<TimelineItem, TimelineItem>> cell) {
        TableColumn<TimelineItem, TimelineItem> column = new TableColumn<>();
        column.setId("column-" + id);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setResizable(false);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> cell.get());
        return column;
    }

    /** A row knows the ancestor's look and says aloud what it shows. */
    private static final class Row extends TableRow<TimelineItem> {
        private final TimelineViewModel model;

        Row(TimelineViewModel model) {
            this.model = model;
        }

        @Override
        protected void updateItem(TimelineItem item, boolean empty) {
            super.updateItem(item, empty);
            boolean filled = !empty && item != null;
            pseudoClassStateChanged(ANCESTOR, filled && item.ancestor());
            setAccessibleText(filled ? words(item) : null);
        }

        private String words(TimelineItem item) {
            RowMarker mark = model.mark(item);
            return Text.of(
                    "timeline.row.accessible",
                    RowText.title(item.row()),
                    RowText.state(item.row()),
                    mark == null ? Text.of("marker.unread.sentence") : Text.of("marker.row", MarkerText.known(mark)),
                    RowText.downScript(item.row()));
        }
    }
}
