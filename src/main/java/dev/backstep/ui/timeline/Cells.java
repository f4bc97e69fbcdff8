package dev.backstep.ui.timeline;

import dev.backstep.analysis.MarkerText;
import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Marker;
import dev.backstep.model.Note;
import dev.backstep.model.TimelineRow;
import dev.backstep.text.RowText;
import dev.backstep.text.Text;
import dev.backstep.ui.timeline.PillRow.Pill;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The timeline's cells; each has its nodes once and fills them again for every row. */
final class Cells {

    private static final double TOOLTIP = 420;

    private Cells() {}

    static TableCell<TimelineItem, TimelineItem> lanes(
            Function<TimelineItem, LaneRow> layout, Function<TimelineItem, @Nullable RowMarker> marks) {
        return new NodeCell<>("lane-cell", new LanePane(), (pane, item) -> {
            RowMarker mark = marks.apply(item);
            pane.paint(layout.apply(item), mark != null && mark.marker() == Marker.BREAKING);
        });
    }

    static TableCell<TimelineItem, TimelineItem> version() {
        return new NodeCell<>(
                "version-cell",
                new Label(),
                (label, item) -> label.setText(item.row().version().shown()));
    }

    static TableCell<TimelineItem, TimelineItem> migration() {
        return new NodeCell<>("migration-cell", new PillRow(), (row, item) -> {
            String name = item.row().migration().name();
            row.show(name.isEmpty() ? Text.of("row.unnamed") : name, pills(item));
        });
    }

    static TableCell<TimelineItem, TimelineItem> marker(Function<TimelineItem, @Nullable RowMarker> marks) {
        Tooltip reason = new Tooltip();
        reason.setWrapText(true);
        reason.setMaxWidth(TOOLTIP);
        return new NodeCell<>("marker-cell", new Label(), (label, item) -> {
            RowMarker mark = marks.apply(item);
            label.setText(mark == null ? Text.of("marker.unread") : MarkerText.pill(mark));
            label.getStyleClass().setAll("label", "pill", mark == null ? "unread" : style(mark));
            reason.setText(
                    mark == null
                            ? Text.of("marker.unread.sentence")
                            : MarkerText.reason(mark, item.row().migration()));
            label.setTooltip(reason);
        });
    }

    static TableCell<TimelineItem, TimelineItem> downScript() {
        return new NodeCell<>("down-cell", new Label(), (label, item) -> {
            TimelineRow row = item.row();
            label.setText(RowText.downScript(row));
            boolean never = row.version().isRepeatable() || row.has(Note.NoDownScripts.class);
            boolean bad = row.migration().down() == null && !never;
            boolean doubtful = !bad && Filter.ambiguous(item);
            label.getStyleClass().setAll("label", bad ? "down-missing" : doubtful ? "down-ambiguous" : "down-found");
        });
    }

    static List<Pill> pills(TimelineItem item) {
        List<Pill> pills = new ArrayList<>();
        TimelineRow row = item.row();
        if (item.ancestor()) {
            pills.add(new Pill(Text.of("timeline.ancestor"), "lane-ancestor"));
        } else if (item.head()) {
            pills.add(new Pill(
                    Text.of("timeline.lane." + row.lane()),
                    "lane-" + row.lane().name().toLowerCase(Locale.ROOT)));
        }
        for (Note note : row.notes()) {
            boolean usual = note instanceof Note.NoDownScripts || (note instanceof Note.ToolsWord word && word.usual());
            if (!usual) {
                pills.add(new Pill(RowText.badge(note), "note-pill"));
            }
        }
        row.releases().forEach(release -> pills.add(new Pill(release, "release-pill")));
        return pills;
    }

    private static String style(RowMarker mark) {
        return switch (mark.marker()) {
            case COMPATIBLE -> mark.contradicted() ? "caution" : "good";
            case CONDITIONAL -> "caution";
            case BREAKING -> "bad";
            case UNKNOWN -> "plain";
        };
    }

    private static final class NodeCell<N extends Node> extends TableCell<TimelineItem, TimelineItem> {
        private final N node;
        private final BiConsumer<N, TimelineItem> fill;

        NodeCell(String styleClass, N node, BiConsumer<N, TimelineItem> fill) {
            this.node = node;
            this.fill = fill;
            getStyleClass().add(styleClass);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(TimelineItem item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            fill.accept(node, item);
            setGraphic(node);
        }
    }
}
