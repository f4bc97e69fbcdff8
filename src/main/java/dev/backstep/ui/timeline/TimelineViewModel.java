package dev.backstep.ui.timeline;

import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Lane;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** One track's timeline as shown: filtered, searched, one row selected. */
public final class TimelineViewModel {

    private final ReadOnlyObjectWrapper<@Nullable Timeline> timeline = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Map<Filter, Integer>> counts = new ReadOnlyObjectWrapper<>(Map.of());
    private final ObservableList<TimelineItem> shown = FXCollections.observableArrayList();
    private final ObjectProperty<Filter> filter = new SimpleObjectProperty<>(Filter.ALL);
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable TimelineItem> selected = new SimpleObjectProperty<>();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper marksRevision = new ReadOnlyIntegerWrapper();
    private Function<TimelineRow, @Nullable RowMarker> source = _ -> null;
    private final ReadOnlyBooleanWrapper wholeMarked = new ReadOnlyBooleanWrapper();
    private List<TimelineItem> items = List.of();
    private List<@Nullable RowMarker> marks = List.of();
    private boolean filling;

    public TimelineViewModel() {
        filter.subscribe(_ -> select());
        search.subscribe(_ -> select());
    }

    /** Shows another timeline, or the same track's newer one: what was selected stays selected if it is still there. */
    public void show(@Nullable Timeline newer) {
        TimelineItem before = selected.get();
        items = newer == null ? List.of() : items(newer);
        marks = marks();
        timeline.set(newer);
        counts.set(count());
        select();
        selected.set(again(before));
    }

    /**
     * Shows what is known of the rows' compatibility now: rows, selection and filter stay.
     *
     * @param newer gives null for a row that was not read yet; asked again for each timeline shown later
     */
    public void mark(Function<TimelineRow, @Nullable RowMarker> newer) {
        source = newer;
        marks = marks();
        counts.set(count());
        if (filter.get() == Filter.BREAKING) {
            select();
        }
        marksRevision.set(marksRevision.get() + 1);
    }

    /** The rows that pass filter and search, newest first. */
    public ObservableList<TimelineItem> shown() {
        return shown;
    }

    public ReadOnlyObjectProperty<@Nullable Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    /** How many rows each filter shows; without {@link Filter#BREAKING} while nothing is read. */
    public ReadOnlyObjectProperty<Map<Filter, Integer>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    public ObjectProperty<Filter> filterProperty() {
        return filter;
    }

    /** Words to be found in version or name; blank shows all. */
    public StringProperty searchProperty() {
        return search;
    }

    public ObjectProperty<@Nullable TimelineItem> selectedProperty() {
        return selected;
    }

    /** Grows whenever other rows are shown. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Whether rows are being exchanged: a table then selects what nobody asked for. */
    boolean filling() {
        return filling;
    }

    /** Whether every row is shown, so that neighbours on the screen are neighbours on the timeline. */
    boolean whole() {
        return shown.size() == items.size();
    }

    /** Grows whenever other markers are known. */
    ReadOnlyIntegerProperty marksProperty() {
        return marksRevision.getReadOnlyProperty();
    }

    /** What is known of a row's compatibility; null where it was not read yet. */
    @Nullable
    RowMarker mark(TimelineItem item) {
        return item.index() < marks.size() ? marks.get(item.index()) : null;
    }

    /** Whether every row was read, so that counts of markers are whole. */
    public ReadOnlyBooleanProperty wholeMarkedProperty() {
        return wholeMarked.getReadOnlyProperty();
    }

    /** All rows, newest first, also those not shown. */
    List<TimelineItem> items() {
        return items;
    }

    private List<TimelineItem> items(Timeline newer) {
        List<TimelineItem> made = new ArrayList<>(newer.rows().size());
        Set<Lane> headed = EnumSet.of(Lane.BOTH);
        for (TimelineRow row : newer.rows()) {
            boolean ancestor = row.lane() == Lane.BOTH && row.version().equals(newer.ancestor());
            made.add(new TimelineItem(made.size(), row, ancestor, headed.add(row.lane())));
        }
        return made;
    }

    private List<@Nullable RowMarker> marks() {
        List<@Nullable RowMarker> made = new ArrayList<>(items.size());
        items.forEach(item -> made.add(source.apply(item.row())));
        wholeMarked.set(!made.contains(null));
        return made;
    }

    private Map<Filter, Integer> count() {
        Map<Filter, Integer> numbers = new EnumMap<>(Filter.class);
        boolean known = marks.stream().anyMatch(Objects::nonNull);
        for (Filter each : Filter.values()) {
            if (each != Filter.BREAKING || known) {
                numbers.put(
                        each,
                        Math.toIntExact(items.stream()
                                .filter(item -> each.shows(item, mark(item)))
                                .count()));
            }
        }
        return numbers;
    }

    private void select() {
        String words = search.get().strip().toLowerCase(Locale.ROOT);
        Filter by = filter.get();
        List<TimelineItem> passing = items.stream()
                .filter(item -> by.shows(item, mark(item)) && (words.isEmpty() || item.matches(words)))
                .toList();
        filling = true;
        shown.setAll(passing);
        filling = false;
        revision.set(revision.get() + 1);
    }

    private @Nullable TimelineItem again(@Nullable TimelineItem before) {
        if (before != null) {
            for (TimelineItem item : items) {
                if (item.sameAs(before)) {
                    return item;
                }
            }
        }
        return shown.isEmpty() ? null : shown.getFirst();
    }
}
