package dev.backstep.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.analysis.MigrationReading;
import dev.backstep.analysis.RowMarker;
import dev.backstep.analysis.Source;
import dev.backstep.fixture.SampleTimelines;
import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.Version;
import dev.backstep.sql.rules.KnownSchema;
import dev.backstep.text.RowText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class TimelineViewModelTest {

    private final TimelineViewModel model = new TimelineViewModel();

    @Test
    void everyFilterCountsItsRows() {
        model.show(SampleTimelines.ambiguous());
        assertEquals(
                Map.of(Filter.ALL, 450, Filter.DIVERGED, 5, Filter.NO_DOWN_SCRIPT, 0, Filter.AMBIGUOUS, 2),
                model.countsProperty().get());
        model.show(SampleTimelines.missing());
        assertEquals(2, model.countsProperty().get().get(Filter.NO_DOWN_SCRIPT));
    }

    @Test
    void aFilterShowsAsManyRowsAsItCounts() {
        model.show(SampleTimelines.ambiguous());
        for (Map.Entry<Filter, Integer> count : model.countsProperty().get().entrySet()) {
            model.filterProperty().set(count.getKey());
            assertEquals(count.getValue(), model.shown().size(), count.getKey().name());
        }
    }

    @Test
    void breakingIsCountedAsFarAsItIsRead() {
        model.show(SampleTimelines.orchard());
        assertFalse(model.countsProperty().get().containsKey(Filter.BREAKING));
        model.mark(row -> row.lane() == Lane.BOTH ? null : mark(row.lane() == Lane.CHECKOUT, false));
        assertEquals(2, model.countsProperty().get().get(Filter.BREAKING));
        assertFalse(model.wholeMarkedProperty().get());
        model.mark(row -> mark(row.lane() == Lane.CHECKOUT, row.version().equals(Version.of(7))));
        assertEquals(3, model.countsProperty().get().get(Filter.BREAKING));
        assertTrue(model.wholeMarkedProperty().get());
    }

    @Test
    void newMarkersChangeNothingElse() {
        model.show(SampleTimelines.orchard());
        model.searchProperty().set("alpha_");
        TimelineItem chosen = model.shown().get(2);
        model.selectedProperty().set(chosen);
        List<TimelineItem> shown = List.copyOf(model.shown());
        List<String> changes = new ArrayList<>();
        model.shown().addListener((ListChangeListener<TimelineItem>) change -> changes.add(change.toString()));
        model.mark(row -> mark(true, false));
        assertEquals(shown, model.shown());
        assertEquals(List.of(), changes);
        assertSame(chosen, model.selectedProperty().get());
        assertEquals(Marker.BREAKING, Objects.requireNonNull(model.mark(chosen)).marker());
    }

    @Test
    void whileBreakingIsFilteredItFillsInAsItIsRead() {
        model.show(SampleTimelines.orchard());
        model.filterProperty().set(Filter.BREAKING);
        assertEquals(List.of(), titles());
        model.mark(row -> row.lane() == Lane.CHECKOUT ? mark(true, false) : null);
        assertEquals(List.of("447 beta_backfill", "446 beta_table"), titles());
    }

    private static RowMarker mark(boolean breaking, boolean contradicted) {
        return new RowMarker(
                breaking ? Marker.BREAKING : Marker.COMPATIBLE,
                Source.READ,
                contradicted,
                List.of(),
                new MigrationReading(KnownSchema.unknown(), null, null, null, List.of(), null));
    }

    @Test
    void theSearchFindsVersionsAndNamesInAnyCase() {
        model.show(SampleTimelines.orchard());
        model.searchProperty().set(" ALPHA_ ");
        assertEquals(List.of("448 alpha_cleanup", "447 alpha_indexes", "446 alpha_feature"), titles());
        model.searchProperty().set("447");
        assertEquals(List.of("447 alpha_indexes", "447 beta_backfill"), titles());
        model.searchProperty().set("nothing like it");
        assertEquals(List.of(), titles());
        model.searchProperty().set("");
        assertEquals(450, model.shown().size());
    }

    @Test
    void theNewestIsSelectedAtFirst() {
        model.show(SampleTimelines.orchard());
        assertEquals("448 alpha_cleanup", selected());
    }

    @Test
    void theSelectionSurvivesARefreshThatAddsRowsAbove() {
        model.show(SampleTimelines.inSync());
        model.selectedProperty().set(model.shown().get(2));
        model.show(SampleTimelines.orchard());
        assertEquals("443 drop_legacy_audit", selected());
        assertEquals(7, Objects.requireNonNull(model.selectedProperty().get()).index());
    }

    @Test
    void ofTwoRowsWithOneVersionTheOneInTheSameLaneStaysSelected() {
        model.show(SampleTimelines.orchard());
        model.selectedProperty().set(model.shown().get(3));
        model.show(SampleTimelines.ambiguous());
        assertEquals("447 beta_backfill", selected());
    }

    @Test
    void whatIsGoneIsSelectedNoMore() {
        model.show(SampleTimelines.orchard());
        model.show(SampleTimelines.inSync());
        assertEquals("445 chat_runtime", selected());
        model.show(null);
        assertNull(model.selectedProperty().get());
    }

    @Test
    void onlyTheNewestOfALaneIsItsHead() {
        model.show(SampleTimelines.orchard());
        assertEquals(
                List.of("448 alpha_cleanup", "447 beta_backfill"),
                model.shown().stream()
                        .filter(TimelineItem::head)
                        .map(item -> RowText.title(item.row()))
                        .toList());
    }

    private List<String> titles() {
        return model.shown().stream().map(item -> RowText.title(item.row())).toList();
    }

    private String selected() {
        return RowText.title(
                Objects.requireNonNull(model.selectedProperty().get()).row());
    }
}
