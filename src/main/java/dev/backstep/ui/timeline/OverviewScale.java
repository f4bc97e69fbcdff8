package dev.backstep.ui.timeline;

import dev.backstep.model.Lane;
import java.util.List;

/** Places rows along the overview strip: the oldest left, the lanes above the ancestor one over the other at the right. */
final class OverviewScale {

    static final double MARGIN = 22;

    private static final double APART_PITCH = 9;
    private static final double WIDEST_PITCH = 12;
    private static final double APART_SHARE = 0.4;
    private static final double GAP = 6;

    private final List<TimelineItem> items;
    private final int[] slots;
    private final int ancestor;
    private final double apartPitch;
    private final double sharedPitch;
    private final double apartStart;

    OverviewScale(List<TimelineItem> items, double width) {
        this.items = items;
        int found = LaneLayout.ancestor(items);
        ancestor = found < 0 ? items.size() : found;
        slots = new int[ancestor];
        int apart = slots();
        double room = Math.max(1, width - 2 * MARGIN);
        apartPitch = apart == 0 ? 0 : Math.min(APART_PITCH, room * APART_SHARE / apart);
        int shared = items.size() - ancestor;
        double apartWidth = apart == 0 ? 0 : apart * apartPitch + GAP;
        sharedPitch = shared == 0 ? 0 : Math.min(WIDEST_PITCH, (room - apartWidth) / shared);
        apartStart = MARGIN + shared * sharedPitch + (shared == 0 || apart == 0 ? 0 : GAP);
    }

    /** The middle of the row's place, in points from the left. */
    double x(int index) {
        return index >= ancestor
                ? MARGIN + (items.size() - 1 - index + 0.5) * sharedPitch
                : apartStart + (slots[index] + 0.5) * apartPitch;
    }

    /** How much room a row has. */
    double pitch(int index) {
        return index >= ancestor ? sharedPitch : apartPitch;
    }

    /** Where the lanes part: right of the ancestor. */
    double parting() {
        return apartStart - GAP / 2;
    }

    /** Whether the row stands above the ancestor, where the lanes are apart. */
    boolean apart(int index) {
        return index < ancestor;
    }

    boolean hasAncestor() {
        return ancestor < items.size();
    }

    /** The row nearest to {@code x}; -1 when there is none. */
    int indexAt(double x) {
        if (items.isEmpty()) {
            return -1;
        }
        if (ancestor == 0 || (hasAncestor() && x < parting())) {
            int fromLeft = (int) Math.floor((x - MARGIN) / sharedPitch);
            return items.size() - 1 - Math.clamp(fromLeft, 0, items.size() - 1 - ancestor);
        }
        int slot = (int) Math.floor((x - apartStart) / apartPitch);
        int nearest = ancestor - 1;
        for (int i = ancestor - 1; i >= 0; i--) {
            if (Math.abs(slots[i] - slot) <= Math.abs(slots[nearest] - slot)) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** Gives every row above the ancestor its slot, counted from there, and says how many slots there are. */
    private int slots() {
        int database = 0;
        int checkout = 0;
        for (int i = ancestor - 1; i >= 0; i--) {
            Lane lane = items.get(i).row().lane();
            slots[i] = switch (lane) {
                case DATABASE -> database++;
                case CHECKOUT -> checkout++;
                case BOTH -> {
                    int both = Math.max(database, checkout);
                    database = both + 1;
                    checkout = both + 1;
                    yield both;
                }
            };
        }
        return Math.max(database, checkout);
    }
}
