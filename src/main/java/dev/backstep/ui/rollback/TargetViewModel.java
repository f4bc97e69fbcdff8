package dev.backstep.ui.rollback;

import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** Chooses the version to go back to. */
final class TargetViewModel {

    private final List<TargetRow> all;
    private final FilteredList<TargetRow> rows;
    private final ReadOnlyObjectWrapper<@Nullable TargetRow> selected = new ReadOnlyObjectWrapper<>();

    TargetViewModel(Timeline timeline) {
        all = rows(timeline);
        rows = new FilteredList<>(FXCollections.observableList(all));
        all.stream()
                .filter(row -> row.ancestor() && row.index() > 0)
                .findFirst()
                .ifPresent(this::select);
    }

    /** The rows that match the search, newest first; the last one is "nothing applied". */
    ObservableList<TargetRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<@Nullable TargetRow> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    void select(TargetRow row) {
        selected.set(row);
    }

    /** Selects the row of a version; null is "nothing applied". Does nothing when it is not applied. */
    void select(@Nullable Version version) {
        all.stream()
                .filter(row -> Objects.equals(row.version(), version))
                .findFirst()
                .ifPresent(this::select);
    }

    /** Leaves only the rows that match; the selection stays. */
    void search(String text) {
        rows.setPredicate(row -> row.matches(text));
    }

    /** How many migrations going to the selected row undoes; 0 when none is selected. */
    int undone() {
        TargetRow row = selected.get();
        return row == null ? 0 : row.index();
    }

    boolean undoes(TargetRow row) {
        return row.index() < undone();
    }

    /** What the selection means. */
    String summary() {
        TargetRow row = selected.get();
        if (row == null) {
            return Text.of(all.size() > 1 ? "rollback.target.choose" : "rollback.target.nothingApplied");
        }
        if (row.index() == 0) {
            return Text.of("rollback.target.alreadyThere", row.title());
        }
        return Text.of("rollback.target.undoes", row.index(), PlanText.version(row.version()));
    }

    private static List<TargetRow> rows(Timeline timeline) {
        List<TargetRow> rows = new ArrayList<>();
        for (TimelineRow row : timeline.applied()) {
            rows.add(new TargetRow(rows.size(), row, row.version().equals(timeline.ancestor())));
        }
        rows.add(new TargetRow(rows.size(), null, false));
        return rows;
    }
}
