package dev.backstep.timeline;

import dev.backstep.model.Lane;
import dev.backstep.model.TimelineRow;
import java.util.ArrayList;
import java.util.List;

/** Newest first; between two rows that both lanes share, the database's own rows stand above the checkout's. */
final class RowOrder {

    private RowOrder() {}

    static List<TimelineRow> newestFirst(List<TimelineRow> ascending) {
        List<TimelineRow> ordered = new ArrayList<>(ascending.size());
        List<TimelineRow> pending = new ArrayList<>();
        for (TimelineRow row : ascending.reversed()) {
            if (row.lane() == Lane.CHECKOUT) {
                pending.add(row);
                continue;
            }
            if (row.lane() == Lane.BOTH) {
                ordered.addAll(pending);
                pending.clear();
            }
            ordered.add(row);
        }
        ordered.addAll(pending);
        return ordered;
    }
}
