package dev.backstep.ui.timeline;

import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Lane;
import dev.backstep.model.Marker;
import dev.backstep.model.Note;
import dev.backstep.text.Text;
import dev.backstep.ui.timeline.OverviewPalette.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** The whole history in one strip; a click or a drag goes there. All it says is in the timeline too. */
public final class OverviewStrip extends Region {

    static final double HEIGHT = 74;

    private static final double TICKS_TOP = 32;
    private static final double TICKS_HEIGHT = 9;
    private static final double DATABASE_TOP = 20;
    private static final double CHECKOUT_TOP = 43;
    private static final double BLOCK_HEIGHT = 10;
    private static final double LEAST_TICK = 2;

    private final Canvas canvas = new Canvas();
    private final OverviewPalette palette = new OverviewPalette(this::requestLayout);
    private List<TimelineItem> items = List.of();
    private Function<TimelineItem, @Nullable RowMarker> marks = _ -> null;
    private @Nullable Range visible;
    private OverviewScale scale = new OverviewScale(List.of(), 1);

    /** @param goTo hears the index of the row to show */
    public OverviewStrip(IntConsumer goTo) {
        setId("overview");
        getStyleClass().add("overview");
        getChildren().add(canvas);
        palette.swatches().forEach(swatch -> getChildren().add(swatch));
        setPrefHeight(HEIGHT);
        setMinSize(0, HEIGHT);
        setMaxHeight(HEIGHT);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.setMouseTransparent(true);
        setOnMousePressed(event -> go(event, goTo));
        setOnMouseDragged(event -> go(event, goTo));
    }

    void show(TimelineViewModel timeline) {
        items = timeline.items();
        marks = timeline::mark;
        setAccessibleText(Text.of(
                "overview.accessible",
                items.size(),
                timeline.items().stream()
                        .filter(item -> item.row().lane() == Lane.DATABASE)
                        .count(),
                timeline.items().stream()
                        .filter(item -> item.row().lane() == Lane.CHECKOUT)
                        .count()));
        requestLayout();
    }

    void showVisible(@Nullable Range range) {
        visible = range;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(HEIGHT);
        scale = new OverviewScale(items, getWidth());
        draw(canvas.getGraphicsContext2D());
    }

    private void go(MouseEvent event, IntConsumer goTo) {
        int index = scale.indexAt(event.getX());
        if (index >= 0) {
            goTo.accept(index);
        }
    }

    private void draw(GraphicsContext pen) {
        pen.clearRect(0, 0, getWidth(), HEIGHT);
        if (items.isEmpty()) {
            return;
        }
        drawReleases(pen);
        drawShared(pen);
        items.forEach(item -> drawItem(pen, item));
        drawAncestor(pen);
        drawVisible(pen);
    }

    /** One band where single ticks would run into each other. */
    private void drawShared(GraphicsContext pen) {
        pen.setFill(palette.of(Ink.SHARED));
        int oldest = items.size() - 1;
        int newest = Math.max(0, LaneLayout.ancestor(items));
        if (scale.hasAncestor() && scale.pitch(oldest) < LEAST_TICK) {
            pen.fillRect(scale.x(oldest), TICKS_TOP, Math.max(1, scale.x(newest) - scale.x(oldest)), TICKS_HEIGHT);
        }
    }

    private void drawItem(GraphicsContext pen, TimelineItem item) {
        double pitch = scale.pitch(item.index());
        double width = Math.max(1, pitch * 0.62);
        double left = scale.x(item.index()) - width / 2;
        RowMarker mark = marks.apply(item);
        boolean breaking = mark != null && mark.marker() == Marker.BREAKING;
        switch (item.row().lane()) {
            case DATABASE -> block(pen, Ink.DATABASE, left, DATABASE_TOP, width, true);
            case CHECKOUT -> block(pen, Ink.CHECKOUT, left, CHECKOUT_TOP, width, false);
            case BOTH -> {
                if (scale.apart(item.index())) {
                    block(pen, Ink.DATABASE, left, DATABASE_TOP, width, true);
                    block(
                            pen,
                            Ink.CHECKOUT,
                            left,
                            CHECKOUT_TOP,
                            width,
                            !item.row().has(Note.Edited.class));
                } else if (breaking) {
                    pen.setFill(palette.of(Ink.BREAKING));
                    pen.fillRect(scale.x(item.index()) - 1, TICKS_TOP - 4, 2, TICKS_HEIGHT + 8);
                } else if (pitch >= LEAST_TICK) {
                    pen.setFill(palette.of(Ink.SHARED));
                    pen.fillRect(left, TICKS_TOP, width, TICKS_HEIGHT);
                }
            }
        }
    }

    private void block(GraphicsContext pen, Ink ink, double left, double top, double width, boolean filled) {
        if (filled || width < 4) {
            pen.setFill(palette.of(ink));
            pen.fillRect(left, top, width, BLOCK_HEIGHT);
        } else {
            pen.setStroke(palette.of(ink));
            pen.setLineWidth(1.4);
            pen.setLineDashes();
            pen.strokeRect(left + 0.5, top + 0.5, width - 1, BLOCK_HEIGHT - 1);
        }
    }

    private void drawAncestor(GraphicsContext pen) {
        if (!scale.hasAncestor()) {
            return;
        }
        pen.setStroke(palette.of(Ink.ANCESTOR));
        pen.setLineWidth(1.6);
        pen.setLineDashes(4, 3);
        double x = scale.parting();
        pen.strokeLine(x, 14, x, 55);
        pen.setLineDashes();
    }

    private void drawReleases(GraphicsContext pen) {
        pen.setFont(Font.font("Inter", 10.5));
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setLineWidth(1);
        pen.setLineDashes();
        for (ReleaseLabels.Label label : ReleaseLabels.place(releases(), getWidth())) {
            pen.setStroke(palette.of(Ink.ANCESTOR));
            pen.setGlobalAlpha(0.45);
            pen.strokeLine(label.at(), 20, label.at(), 50);
            pen.setGlobalAlpha(1);
            pen.setFill(palette.of(Ink.ANCESTOR));
            pen.fillText(label.text(), label.middle(), 68);
        }
    }

    private List<ReleaseLabels.Release> releases() {
        List<ReleaseLabels.Release> releases = new ArrayList<>();
        for (TimelineItem item : items) {
            if (!item.row().releases().isEmpty()) {
                releases.add(new ReleaseLabels.Release(
                        item.row().releases().getFirst(), Math.rint(scale.x(item.index())) + 0.5));
            }
        }
        return releases;
    }

    private void drawVisible(GraphicsContext pen) {
        Range range = visible;
        if (range == null || range.last() >= items.size()) {
            return;
        }
        double left = Double.MAX_VALUE;
        double right = 0;
        for (int i = range.first(); i <= range.last(); i++) {
            left = Math.min(left, scale.x(i) - scale.pitch(i) / 2);
            right = Math.max(right, scale.x(i) + scale.pitch(i) / 2);
        }
        pen.setStroke(palette.of(Ink.WINDOW));
        pen.setLineWidth(1);
        pen.setLineDashes();
        double x = Math.rint(left - 4) + 0.5;
        pen.strokeRoundRect(x, 11.5, Math.max(8, Math.rint(right + 4 - x)), 46, 6, 6);
    }
}
