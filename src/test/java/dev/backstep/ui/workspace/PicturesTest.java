package dev.backstep.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.inspection.Inspection;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.application.ColorScheme;
import org.junit.jupiter.api.Test;

/** Draws the window in every state, light and dark, to be looked at; and looks for what no picture may have. */
class PicturesTest {

    @Test
    void everyStateIsDrawnLightAndDarkInBothSizes() throws Exception {
        List<String> empty = new ArrayList<>();
        AtomicReference<Inspection> state = new AtomicReference<>(SampleTimelines.inspection());
        for (int[] size : new int[][] {{1360, 860}, {1000, 700}}) {
            try (TestWindow test =
                    new TestWindow((workspace, password) -> new SampleReader(state.get()), size[0], size[1])) {
                for (Map.Entry<String, Inspection> each : states().entrySet()) {
                    state.set(each.getValue());
                    test.open();
                    for (ColorScheme scheme : ColorScheme.values()) {
                        test.window.turn(scheme);
                        String name = each.getKey() + "-" + size[0] + "-"
                                + scheme.name().toLowerCase(Locale.ROOT);
                        BufferedImage picture = test.window.picture(name);
                        if (picture.getWidth() != size[0] || colours(picture) < 20) {
                            empty.add(name);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), empty);
    }

    private static Map<String, Inspection> states() {
        Map<String, Inspection> states = new TreeMap<>();
        states.put("diverged", SampleTimelines.inspection(SampleTimelines.orchard(), SampleTimelines.vector()));
        states.put("ambiguous", SampleTimelines.inspection(SampleTimelines.ambiguous(), SampleTimelines.vector()));
        states.put("in-sync", SampleTimelines.inspection(SampleTimelines.inSync()));
        states.put("behind", SampleTimelines.inspection(SampleTimelines.behind()));
        states.put("ahead", SampleTimelines.inspection(SampleTimelines.ahead()));
        states.put("missing", SampleTimelines.inspection(SampleTimelines.missing()));
        states.put("strangers", SampleTimelines.inspection(SampleTimelines.strangers()));
        states.put("edited", SampleTimelines.inspection(SampleTimelines.edited()));
        states.put("dirty", SampleTimelines.inspection(SampleTimelines.dirty()));
        states.put("unverified", SampleTimelines.inspection(SampleTimelines.unverified()));
        states.put("no-history", SampleTimelines.inspection(SampleTimelines.noHistoryTable()));
        states.put("empty", SampleTimelines.inspection(SampleTimelines.emptyDatabase()));
        states.put("no-folder", SampleTimelines.inspection(SampleTimelines.noFolder()));
        states.put("unreadable", SampleTimelines.inspection(SampleTimelines.unreadableHistory()));
        states.put("duplicates", SampleTimelines.inspection(SampleTimelines.duplicates()));
        states.put("nothing-found", SampleTimelines.inspection());
        states.put("unreachable", SampleTimelines.unreachable());
        states.put("not-a-checkout", SampleTimelines.notACheckout());
        states.put("long", SampleTimelines.inspection(SampleTimelines.longHistory(10_000)));
        return states;
    }

    private static long colours(BufferedImage picture) {
        return IntStream.range(0, picture.getHeight())
                .flatMap(y -> IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, y)))
                .distinct()
                .count();
    }
}
