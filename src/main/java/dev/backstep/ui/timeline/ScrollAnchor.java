package dev.backstep.ui.timeline;

import javafx.collections.ObservableList;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * The migration in the first row that is seen: it stays where it is on the screen when a newer timeline has more or fewer
 * rows above it. At the very top nothing is held, as new rows are to be seen there.
 *
 * @param item the migration
 * @param row the row it was in
 */
record ScrollAnchor(TimelineItem item, int row) {

    /** Where the table is scrolled to; null at the top, or when there is nothing to hold. */
    static @Nullable ScrollAnchor of(TableView<TimelineItem> table) {
        VirtualFlow<?> flow = flow(table);
        IndexedCell<?> first = flow == null ? null : flow.getFirstVisibleCell();
        int row = first == null ? 0 : first.getIndex();
        return row > 0 && row < table.getItems().size()
                ? new ScrollAnchor(table.getItems().get(row), row)
                : null;
    }

    /** Scrolls by as many rows as the migration has moved; one that is gone holds nothing. */
    void restore(TableView<TimelineItem> table) {
        VirtualFlow<?> flow = flow(table);
        int now = rowIn(table.getItems());
        if (flow != null && now >= 0 && now != row) {
            table.layout();
            flow.scrollPixels((now - row) * LanePane.ROW);
        }
    }

    private int rowIn(ObservableList<TimelineItem> items) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).sameAs(item)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable VirtualFlow<?> flow(TableView<TimelineItem> table) {
        return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? flow : null;
    }
}
