package dev.backstep.ui.timeline;

import dev.backstep.model.Lane;
import dev.backstep.model.Note;
import dev.backstep.model.TimelineRow;
import dev.backstep.ui.timeline.LaneRow.Dot;
import dev.backstep.ui.timeline.LaneRow.Place;
import dev.backstep.ui.timeline.LaneRow.Stretch;
import java.util.List;
import java.util.function.Predicate;

/** Lays the lanes out: apart above the common ancestor, one line from there down. */
final class LaneLayout {

    private final List<TimelineItem> items;
    private final int ancestor;
    private final Span database;
    private final Span checkout;
    private final int lastShared;

    LaneLayout(List<TimelineItem> items) {
        this.items = items;
        ancestor = ancestor(items);
        int apart = ancestor < 0 ? items.size() : ancestor;
        database = span(apart, item -> item.row().lane().inDatabase());
        checkout = span(apart, item -> item.row().lane().inCheckout());
        lastShared = lastShared();
    }

    /** The row at {@code index} of the whole timeline. */
    LaneRow row(int index) {
        if (index == ancestor) {
            return new LaneRow(
                    Stretch.NONE,
                    Stretch.NONE,
                    Stretch.of(false, index < lastShared),
                    !database.empty(),
                    !checkout.empty(),
                    List.of(new Dot(Place.SHARED, true)),
                    true);
        }
        boolean apart = ancestor < 0 || index < ancestor;
        return apart ? apart(index) : below(index);
    }

    /** The ancestor's index; -1 without one. */
    static int ancestor(List<TimelineItem> items) {
        for (TimelineItem item : items) {
            if (item.ancestor()) {
                return item.index();
            }
        }
        return -1;
    }

    private LaneRow apart(int index) {
        TimelineRow row = items.get(index).row();
        List<Dot> dots = switch (row.lane()) {
            case DATABASE -> List.of(new Dot(Place.DATABASE, true));
            case CHECKOUT -> List.of(new Dot(Place.CHECKOUT, false));
            case BOTH -> List.of(new Dot(Place.DATABASE, true), new Dot(Place.CHECKOUT, !row.has(Note.Edited.class)));
        };
        return new LaneRow(database.at(index), checkout.at(index), Stretch.NONE, false, false, dots, false);
    }

    private LaneRow below(int index) {
        Lane lane = items.get(index).row().lane();
        Dot dot = switch (lane) {
            case DATABASE -> new Dot(Place.DATABASE, true);
            case CHECKOUT -> new Dot(Place.CHECKOUT, false);
            case BOTH -> new Dot(Place.SHARED, true);
        };
        Stretch shared = Stretch.of(index <= lastShared, index < lastShared);
        return new LaneRow(Stretch.NONE, Stretch.NONE, shared, false, false, List.of(dot), false);
    }

    private Span span(int apart, Predicate<TimelineItem> inLane) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < apart; i++) {
            if (inLane.test(items.get(i))) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        // With an ancestor the line goes on into it.
        return new Span(first, first < 0 || ancestor < 0 ? last : ancestor);
    }

    private int lastShared() {
        for (int i = items.size() - 1; ancestor >= 0 && i > ancestor; i--) {
            if (items.get(i).row().lane() == Lane.BOTH) {
                return i;
            }
        }
        return ancestor;
    }

    /** The rows that a line runs through, from the middle of the first to the middle of the last. */
    private record Span(int first, int last) {

        boolean empty() {
            return first < 0;
        }

        Stretch at(int index) {
            return empty() ? Stretch.NONE : Stretch.of(index > first && index <= last, index >= first && index < last);
        }
    }
}
