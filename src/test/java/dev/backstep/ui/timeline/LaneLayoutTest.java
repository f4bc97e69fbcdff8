package dev.backstep.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneLayoutTest {

    @Test
    void lanesPartAboveTheAncestor() {
        assertEquals(
                List.of(
                        "db LOWER; dots DATABASE filled",
                        "db WHOLE; dots DATABASE filled",
                        "db WHOLE; dots DATABASE filled",
                        "db WHOLE, disk LOWER; dots CHECKOUT hollow",
                        "db WHOLE, disk WHOLE; dots CHECKOUT hollow",
                        "shared LOWER, db bends, disk bends; dots SHARED filled; ring",
                        "shared WHOLE; dots SHARED filled"),
                drawn(SampleTimelines.orchard()).subList(0, 7));
    }

    @Test
    void theSharedLineEndsAtTheOldest() {
        List<String> rows = drawn(SampleTimelines.orchard());
        assertEquals("shared UPPER; dots SHARED filled", rows.getLast());
    }

    @Test
    void inSyncThereIsOneLine() {
        assertEquals(
                List.of("shared LOWER; dots SHARED filled; ring", "shared WHOLE; dots SHARED filled"),
                drawn(SampleTimelines.inSync()).subList(0, 2));
    }

    @Test
    void behindOnlyTheCheckoutBends() {
        assertEquals(
                List.of(
                        "disk LOWER; dots CHECKOUT hollow",
                        "disk WHOLE; dots CHECKOUT hollow",
                        "shared LOWER, disk bends; dots SHARED filled; ring"),
                drawn(SampleTimelines.behind()).subList(0, 3));
    }

    @Test
    void anEditedRowStandsInBothLanesAndOnlyTheDatabasesDotIsFilled() {
        assertEquals(
                "db LOWER, disk LOWER; dots DATABASE filled CHECKOUT hollow",
                drawn(SampleTimelines.edited()).getFirst());
    }

    @Test
    void aRowOfBothLanesAboveTheAncestorIsDrawnInBoth() {
        assertEquals(
                List.of(
                        "db LOWER, disk LOWER; dots DATABASE filled CHECKOUT filled",
                        "db WHOLE, disk WHOLE; dots DATABASE filled CHECKOUT filled",
                        "shared LOWER, db bends, disk bends; dots SHARED filled; ring"),
                drawn(SampleTimelines.unverified()).subList(0, 3));
    }

    @Test
    void strangersNeverMeet() {
        assertEquals(
                List.of("db LOWER; dots DATABASE filled", "db UPPER; dots DATABASE filled", "; dots CHECKOUT hollow"),
                drawn(SampleTimelines.strangers()));
    }

    @Test
    void amongFilteredRowsNoLineClaimsThatTheyAreNeighbours() {
        List<TimelineItem> items = items(SampleTimelines.orchard());
        assertEquals(
                "; dots DATABASE filled", describe(new LaneLayout(items).row(0).alone()));
    }

    private static List<String> drawn(Timeline timeline) {
        List<TimelineItem> items = items(timeline);
        LaneLayout layout = new LaneLayout(items);
        return items.stream().map(item -> describe(layout.row(item.index()))).toList();
    }

    static List<TimelineItem> items(Timeline timeline) {
        TimelineViewModel model = new TimelineViewModel();
        model.show(timeline);
        return model.items();
    }

    private static String describe(LaneRow row) {
        List<String> lines = new ArrayList<>();
        line(lines, "db ", row.database());
        line(lines, "disk ", row.checkout());
        line(lines, "shared ", row.shared());
        if (row.databaseBends()) {
            lines.add("db bends");
        }
        if (row.checkoutBends()) {
            lines.add("disk bends");
        }
        StringBuilder dots = new StringBuilder("; dots");
        row.dots().forEach(dot -> dots.append(' ').append(dot.place()).append(dot.filled() ? " filled" : " hollow"));
        return String.join(", ", lines) + dots + (row.ring() ? "; ring" : "");
    }

    private static void line(List<String> lines, String name, LaneRow.Stretch stretch) {
        if (stretch != LaneRow.Stretch.NONE) {
            lines.add(name + stretch);
        }
    }
}
