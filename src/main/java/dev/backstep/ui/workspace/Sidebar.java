package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.model.Timeline;
import dev.backstep.model.Verdict;
import dev.backstep.text.Text;
import dev.backstep.text.VerdictText;
import dev.backstep.ui.timeline.Filter;
import dev.backstep.ui.timeline.TimelineViewModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Tracks with their verdicts, filters with their counts, and the search. */
final class Sidebar extends ScrollPane {

    static final double WIDTH = 190;

    private final WorkspaceViewModel model;
    private final TimelineViewModel timeline;
    private final VBox tracks = new VBox();
    private final VBox filters = new VBox();
    private final Map<Filter, SideButton> filterButtons = new EnumMap<>(Filter.class);
    private final TextField search = new TextField();

    Sidebar(WorkspaceViewModel model, WindowActions actions) {
        this.model = model;
        this.timeline = model.timeline();
        createLayout(actions);
        bind();
    }

    /** Puts the cursor into the search. */
    void find() {
        search.requestFocus();
        search.selectAll();
    }

    private void createLayout(WindowActions actions) {
        setId("sidebar");
        getStyleClass().add("sidebar");
        tracks.setId("tracks");
        filters.setId("filters");
        search.setId("search");
        search.setPromptText(Text.of("side.search"));
        search.setAccessibleText(Text.of("side.search"));
        search.getStyleClass().add("side-search");
        Label releases = heading("side.releases");
        VBox.setMargin(releases, new Insets(10, 0, 0, 0));
        VBox all = new VBox(
                heading("side.tracks"),
                tracks,
                heading("side.show"),
                filters,
                search,
                releases,
                new SideReleases(model.releases(), actions, releases));
        all.getStyleClass().add("side-content");
        setContent(all);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setPrefWidth(WIDTH);
        setMinWidth(WIDTH);
    }

    private void bind() {
        model.inspectionProperty().subscribe(_ -> fillTracks());
        model.trackProperty().subscribe(_ -> fillTracks());
        timeline.countsProperty().subscribe(_ -> fillFilters());
        timeline.wholeMarkedProperty().subscribe(_ -> fillFilters());
        timeline.filterProperty().subscribe(filter -> choose(filter));
        search.textProperty().bindBidirectional(timeline.searchProperty());
    }

    private void fillTracks() {
        Inspection inspection = model.inspectionProperty().get();
        List<Timeline> timelines = inspection == null ? List.of() : inspection.timelines();
        ToggleGroup group = new ToggleGroup();
        tracks.getChildren()
                .setAll(timelines.stream()
                        .map(each -> new SideButton(
                                        "track-" + each.track().name(),
                                        each.track().name(),
                                        VerdictText.badge(each),
                                        style(each.verdict()),
                                        () -> model.show(each))
                                .in(group, each.equals(model.trackProperty().get())))
                        .toList());
    }

    /** Counts change while the SQL is read; the buttons stay, and with them the keyboard's place. */
    private void fillFilters() {
        Map<Filter, Integer> counts = timeline.countsProperty().get();
        if (!filterButtons.keySet().equals(counts.keySet())) {
            ToggleGroup group = new ToggleGroup();
            filterButtons.clear();
            counts.keySet().forEach(filter -> filterButtons.put(filter, button(filter, group)));
            filters.getChildren().setAll(filterButtons.values());
            choose(timeline.filterProperty().get());
        }
        filterButtons.forEach((filter, button) -> button.pill(Text.of(
                filter != Filter.BREAKING || timeline.wholeMarkedProperty().get() ? "side.count" : "side.count.soFar",
                counts.getOrDefault(filter, 0))));
    }

    private SideButton button(Filter filter, ToggleGroup group) {
        return new SideButton(
                        "filter-" + filter,
                        filter.label(),
                        "",
                        "plain",
                        () -> timeline.filterProperty().set(filter))
                .in(group, false);
    }

    private void choose(Filter chosen) {
        filterButtons.forEach((filter, button) -> button.setSelected(filter == chosen));
    }

    private static Label heading(String key) {
        Label heading = new Label(Text.of(key));
        heading.getStyleClass().add("side-heading");
        return heading;
    }

    private static String style(Verdict verdict) {
        return switch (verdict) {
            case Verdict.InSync _ -> "good";
            case Verdict.Behind _, Verdict.NoHistoryTable _, Verdict.EmptyDatabase _ -> "info";
            case Verdict.Ahead _, Verdict.Diverged _, Verdict.NoFolder _ -> "warn";
            case Verdict.Unverified _ -> "caution";
            case Verdict.Dirty _, Verdict.UnreadableHistory _ -> "bad";
        };
    }
}
