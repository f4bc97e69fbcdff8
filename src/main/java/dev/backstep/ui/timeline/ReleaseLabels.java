package dev.backstep.ui.timeline;

import java.util.ArrayList;
import java.util.List;

/** Decides which releases are named on the overview, so that no name runs into another. */
final class ReleaseLabels {

    private static final double CHARACTER = 5.6;
    private static final double GAP = 10;

    private ReleaseLabels() {}

    /** A release and where it stands. */
    record Release(String name, double x) {}

    /**
     * A release's name on the strip.
     *
     * @param at where its line stands
     * @param middle the middle of its text
     */
    record Label(String text, double at, double middle) {}

    /** The newest release first (as given); one whose name finds no room is left out. */
    static List<Label> place(List<Release> newestFirst, double width) {
        List<Label> placed = new ArrayList<>();
        double free = width - GAP;
        for (Release release : newestFirst) {
            double length = release.name().length() * CHARACTER;
            double left = Math.min(release.x() - length / 2, width - GAP - length);
            if (left + length <= free && left >= 0) {
                placed.add(new Label(release.name(), release.x(), left + length / 2));
                free = left - GAP;
            }
        }
        return placed;
    }
}
