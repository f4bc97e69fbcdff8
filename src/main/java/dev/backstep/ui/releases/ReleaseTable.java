package dev.backstep.ui.releases;

import dev.backstep.model.Commit;
import dev.backstep.model.Timeline;
import dev.backstep.model.Track;
import dev.backstep.model.Version;
import dev.backstep.release.Answer;
import dev.backstep.release.Move;
import dev.backstep.release.ReleaseMatrix;
import dev.backstep.release.TrackAnswer;
import dev.backstep.release.Way;
import dev.backstep.release.export.ReleaseText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import dev.backstep.ui.common.Sentence;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The releases, a row each: what is in them, whether they start, why, and what can be done. */
final class ReleaseTable extends TableView<Answer> {

    private static final double ROW = 52;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final PseudoClass CHECKOUT = PseudoClass.getPseudoClass("checkout");

    private final ReleasesViewModel model;
    private final BiConsumer<Timeline, Version> rollback;
    private final TableColumn<Answer, Answer> why;
    private final TableColumn<Answer, Answer> action;
    private List<Track> tracks = List.of();

    /** @param rollback opens the preview of a rollback */
    ReleaseTable(ReleasesViewModel model, BiConsumer<Timeline, Version> rollback) {
        this.model = model;
        this.rollback = rollback;
        setId("releases-table");
        setAccessibleText(Text.of("releases.accessible"));
        setFixedCellSize(ROW);
        setPlaceholder(new Label(Text.of("releases.nothing")));
        setRowFactory(_ -> new Row());
        why = column("why", 320, answer -> wrapped(ReleaseText.why(answer)));
        action = column("action", 164, this::action);
        model.matrixProperty().subscribe(this::show);
        model.selectedProperty().subscribe(this::reveal);
        getSelectionModel().selectedItemProperty().subscribe(answer -> {
            if (answer != null) {
                model.selectedProperty().set(answer);
            }
        });
        widthProperty().subscribe(_ -> stretch());
    }

    private void show(ReleaseMatrix matrix) {
        if (getColumns().isEmpty() || !tracks.equals(matrix.tracks())) {
            tracks = matrix.tracks();
            getColumns()
                    .setAll(List.of(column("release", 132, ReleaseTable::name), column("tagged", 100, this::tagged)));
            tracks.forEach(track -> getColumns().add(top(track)));
            getColumns().addAll(List.of(column("starts", 118, ReleaseTable::pill), why, action));
            stretch();
        }
        getItems().setAll(matrix.answers());
        reveal(model.selectedProperty().get());
    }

    private void reveal(@Nullable Answer answer) {
        int index = answer == null ? -1 : getItems().indexOf(answer);
        if (index < 0) {
            getSelectionModel().clearSelection();
        } else if (getSelectionModel().getSelectedIndex() != index) {
            getSelectionModel().clearAndSelect(index);
            scrollTo(Math.max(0, index - 1));
        }
    }

    /** The reason takes what room is left. */
    private void stretch() {
        double others = getColumns().stream()
                .filter(column -> !column.equals(why))
                .mapToDouble(TableColumn::getPrefWidth)
                .sum();
        why.setPrefWidth(Math.max(150, getWidth() - others - 18));
    }

    private TableColumn<Answer, Answer> top(Track track) {
        return column(
                null,
                66,
                answer -> {
                    Label top = new Label(answer.tracks().stream()
                            .filter(each -> each.standing().track().equals(track))
                            .map(ReleaseText::top)
                            .findFirst()
                            .orElse(""));
                    top.getStyleClass().add("mono");
                    return top;
                },
                Visible.of(track.name()));
    }

    private static TableColumn<Answer, Answer> column(String id, double width, Function<Answer, Node> show) {
        return column("column-" + id, width, show, Text.of("releases.column." + id));
    }

    private static TableColumn<Answer, Answer> column(
            @Nullable String id, double width, Function<Answer, Node> show, String title) {
        TableColumn<Answer, Answer> column = new TableColumn<>(title);
        column.setId(id);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Answer answer, boolean empty) {
                super.updateItem(answer, empty);
                setGraphic(empty || answer == null ? null : show.apply(answer));
            }
        });
        return column;
    }

    private static Node name(Answer answer) {
        Label name = new Label(ReleaseText.name(answer.release()));
        name.getStyleClass().add("strong");
        name.setTooltip(new Tooltip(name.getText()));
        String words = ReleaseText.kind(answer.release());
        if (words.isEmpty()) {
            return name;
        }
        Label kind = new Label(words);
        kind.getStyleClass().add("muted");
        VBox box = new VBox(name, kind);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private Node tagged(Answer answer) {
        Commit commit = answer.release().place().commit();
        Label day = new Label(commit == null ? "" : DAY.format(commit.time().atZone(ZoneId.systemDefault())));
        day.getStyleClass().add("muted");
        return day;
    }

    private static Node pill(Answer answer) {
        Label pill = new Label(ReleaseText.pill(answer));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        pill.getStyleClass().addAll("pill", AnswerStyle.of(answer));
        return pill;
    }

    private static Node wrapped(String words) {
        Label label = new Sentence(words);
        label.setMaxHeight(ROW - 12);
        label.setTooltip(new Tooltip(words));
        return label;
    }

    private Node action(Answer answer) {
        Way way = answer.way();
        if (way == null) {
            return new Region();
        }
        List<Move> moves =
                way.stages().stream().flatMap(stage -> stage.moves().stream()).toList();
        Button button = new Button();
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setId("action-" + answer.release().name());
        if (!way.complete()) {
            button.setText(Text.of("releases.action.missing"));
            button.setOnAction(_ -> model.selectedProperty().set(answer));
        } else if (way.stages().size() > 1) {
            button.setText(Text.of("releases.action.stages", way.stages().size()));
            button.setOnAction(_ -> model.selectedProperty().set(answer));
        } else if (moves.size() > 1) {
            button.setText(Text.of("releases.action.tracks", moves.size()));
            button.setOnAction(_ -> model.selectedProperty().set(answer));
        } else {
            button.setText(
                    Text.of("releases.action.rollBack", moves.getFirst().to().text()));
            button.setOnAction(_ -> open(moves.getFirst()));
        }
        return button;
    }

    private void open(Move move) {
        Timeline timeline = model.timeline(move.track());
        if (timeline != null) {
            rollback.accept(timeline, move.to());
        }
    }

    /** The checkout's row stands out a little. */
    private static final class Row extends TableRow<Answer> {
        @Override
        protected void updateItem(@Nullable Answer answer, boolean empty) {
            super.updateItem(answer, empty);
            pseudoClassStateChanged(
                    CHECKOUT, !empty && answer != null && answer.release().isCheckout());
            setAccessibleText(
                    empty || answer == null
                            ? null
                            : Text.of(
                                    "releases.row.accessible",
                                    ReleaseText.name(answer.release()),
                                    answer.tracks().stream()
                                            .map(TrackAnswer::standing)
                                            .map(standing -> standing.track().name() + " " + standing.top())
                                            .toList()
                                            .toString(),
                                    ReleaseText.pill(answer),
                                    ReleaseText.why(answer)));
        }
    }
}
