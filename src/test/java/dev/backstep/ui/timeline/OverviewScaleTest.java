package dev.backstep.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.Timeline;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewScaleTest {

    @Test
    void everyRowIsFoundWhereItStands() {
        for (Timeline timeline : List.of(
                SampleTimelines.orchard(),
                SampleTimelines.inSync(),
                SampleTimelines.strangers(),
                SampleTimelines.emptyDatabase())) {
            List<TimelineItem> items = LaneLayoutTest.items(timeline);
            OverviewScale scale = new OverviewScale(items, 1360);
            for (TimelineItem item : items) {
                int found = scale.indexAt(scale.x(item.index()));
                assertEquals(scale.x(item.index()), scale.x(found), 0.001);
            }
        }
    }

    @Test
    void allRowsLieWithinTheStripTheOldestLeft() {
        List<TimelineItem> items = LaneLayoutTest.items(SampleTimelines.longHistory(10_000));
        OverviewScale scale = new OverviewScale(items, 900);
        assertTrue(scale.x(9_999) >= OverviewScale.MARGIN);
        assertTrue(scale.x(9_999) < scale.x(4));
        assertTrue(scale.x(4) < scale.parting());
        assertTrue(scale.parting() < scale.x(3));
        assertTrue(scale.x(0) <= 900 - OverviewScale.MARGIN);
    }

    @Test
    void bothLanesStandOverEachOther() {
        OverviewScale scale = new OverviewScale(LaneLayoutTest.items(SampleTimelines.orchard()), 1360);
        assertEquals(scale.x(2), scale.x(4));
        assertEquals(scale.x(1), scale.x(3));
    }

    @Test
    void aClickBesideTheStripGoesToItsEnd() {
        OverviewScale scale = new OverviewScale(LaneLayoutTest.items(SampleTimelines.orchard()), 1360);
        assertEquals(449, scale.indexAt(-50));
        assertEquals(0, scale.indexAt(5_000));
        assertEquals(-1, new OverviewScale(List.of(), 1360).indexAt(10));
    }

    @Test
    void releaseNamesNeverRunIntoEachOther() {
        List<ReleaseLabels.Label> labels = ReleaseLabels.place(
                List.of(
                        new ReleaseLabels.Release("v3.0.0", 990),
                        new ReleaseLabels.Release("v2.9.0", 985),
                        new ReleaseLabels.Release("v2.0.0", 500),
                        new ReleaseLabels.Release("v1.9.9", 490),
                        new ReleaseLabels.Release("v0.1.0", 3)),
                1000);
        assertEquals(
                List.of("v3.0.0 973", "v2.0.0 500"),
                labels.stream()
                        .map(label -> label.text() + " " + Math.round(label.middle()))
                        .toList());
    }
}
