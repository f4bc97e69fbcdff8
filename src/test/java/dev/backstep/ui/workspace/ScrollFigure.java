package dev.backstep.ui.workspace;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.fixture.Window;
import dev.backstep.ui.timeline.Filter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.scene.control.TableView;

/**
 * Prints what frames cost while 10,000 rows scroll, and what a filter costs; to be run by hand.
 *
 * <p>Counted is the processor time of the JavaFX thread from one pulse to the next: input, CSS, layout and handing the
 * scene over. Other programs on the machine do not count, nor does rendering, which has a thread of its own.
 */
public final class ScrollFigure {

    private static final int FRAMES = 600;

    private ScrollFigure() {}

    public static void main(String[] arguments) throws Exception {
        try (TestWindow test =
                TestWindow.over(SampleTimelines.inspection(SampleTimelines.longHistory(10_000)), 1360, 860)) {
            TableView<?> table = Window.onFx(() -> (TableView<?>)
                    Objects.requireNonNull(test.window.stage().getScene().lookup("#timeline-table")));
            frames(FRAMES, frame -> table.scrollTo(frame * 3));
            print("scrolling by 3 rows", frames(FRAMES, frame -> table.scrollTo(frame * 3)));
            print("scrolling by a page", frames(FRAMES, frame -> table.scrollTo(frame * 16)));
            Filter[] filters = Filter.values();
            print(
                    "changing the filter",
                    frames(50, frame -> test.model.timeline().filterProperty().set(filters[frame % filters.length])));
        }
        System.exit(0);
    }

    private static void print(String what, double[] milliseconds) {
        Arrays.sort(milliseconds);
        int count = milliseconds.length;
        System.out.printf(
                "%s: median %.2f ms, p99 %.2f ms, worst %.2f ms%n",
                what, milliseconds[count / 2], milliseconds[count * 99 / 100], milliseconds[count - 1]);
    }

    private static double[] frames(int count, IntConsumer change) throws Exception {
        CompletableFuture<double[]> measured = new CompletableFuture<>();
        Window.fx(() -> new Frames(count, change, measured).start());
        return measured.get(5, TimeUnit.MINUTES);
    }

    /** Makes a change in each frame and counts what the frame before it cost. */
    private static final class Frames extends AnimationTimer {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final IntConsumer change;
        private final CompletableFuture<double[]> measured;
        private final double[] times;
        private int frame = -1;
        private long before;

        Frames(int count, IntConsumer change, CompletableFuture<double[]> measured) {
            this.times = new double[count];
            this.change = change;
            this.measured = measured;
        }

        @Override
        public void handle(long now) {
            long spent = threads.getCurrentThreadCpuTime();
            if (frame >= 0) {
                times[frame] = (spent - before) / 1e6;
            }
            before = spent;
            frame++;
            if (frame == times.length) {
                stop();
                measured.complete(times);
            } else {
                change.accept(frame);
            }
        }
    }
}
