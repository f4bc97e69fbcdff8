package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Sets;
import dev.backstep.fixture.Window;
import dev.backstep.inspection.Inspection;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.release.Comparison;
import dev.backstep.release.Release;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

/** The releases in the sidebar, and another revision in the checkout's place. */
class SideReleasesTest {

    @Test
    void theSidebarSaysWhereEachReleaseCanStart() throws Exception {
        try (TestWindow test = TestWindow.over(inspection(), 1360, 860)) {
            Window.await(() ->
                    !test.model.releases().matrixProperty().get().answers().isEmpty());
            assertTrue(test.find("#side-releases", Node.class).isVisible());
            test.window.picture("side-releases");
            assertEquals("→ 444", ((Label) pill(test)).getText());
        }
    }

    @Test
    void aWhatIfSaysThatItIsOneAndLeadsBack() throws Exception {
        SampleReader reader = new SampleReader(inspection());
        try (TestWindow test = new TestWindow((workspace, password) -> reader, 1000, 700)) {
            test.open();
            assertFalse(test.find("#what-if", Node.class).isVisible());
            Window.fx(() -> test.model.lookAt("v2.31.0"));
            Window.await(() -> test.model.runningProperty().get().isEmpty());
            assertEquals("v2.31.0", reader.lookedAt());
            assertTrue(test.find("#what-if", Node.class).isVisible());
            test.window.picture("what-if");
            Window.fx(() -> test.model.lookAt(null));
            Window.await(() -> test.model.runningProperty().get().isEmpty());
            assertEquals(null, reader.lookedAt());
            assertFalse(test.find("#what-if", Node.class).isVisible());
        }
    }

    /** By hand: a selector takes the dots of the id for style classes. */
    private static Node pill(TestWindow test) throws Exception {
        return Window.onFx(() -> test.window.stage().getScene().getRoot().lookupAll(".pill").stream()
                .filter(node -> "release-v2.31.0-pill".equals(node.getId()))
                .findFirst()
                .orElseThrow());
    }

    private static Inspection inspection() {
        Timeline core = SampleTimelines.orchard();
        Inspection bare = SampleTimelines.inspection(core);
        Provenance tag = Sets.tag("v2.31.0");
        Sets set = Sets.at(tag);
        for (TimelineRow row : core.applied()) {
            Migration migration = row.migration();
            if (Long.parseLong(migration.version().text()) <= 444) {
                set.with(migration);
            }
        }
        Release release = new Release(tag, List.of(new Comparison(core).with(set.set())));
        return new Inspection(
                bare.workspace(),
                bare.database(),
                bare.checkout(),
                bare.timelines(),
                List.of(release),
                bare.warnings(),
                bare.time());
    }
}
