package dev.backstep.ui.timeline;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/** Brings the style sheet's colours to a canvas: one region per colour, which is never seen. */
final class OverviewPalette {

    /** The strip's colours. */
    enum Ink {
        DATABASE,
        CHECKOUT,
        SHARED,
        ANCESTOR,
        BREAKING,
        WINDOW
    }

    private final Map<Ink, Region> swatches = new EnumMap<>(Ink.class);

    OverviewPalette(Runnable changed) {
        for (Ink ink : Ink.values()) {
            Region swatch = new Region();
            swatch.getStyleClass().add("ink-" + ink.name().toLowerCase(Locale.ROOT));
            swatch.setManaged(false);
            swatch.setVisible(false);
            swatch.backgroundProperty().subscribe(_ -> changed.run());
            swatches.put(ink, swatch);
        }
    }

    Iterable<Region> swatches() {
        return swatches.values();
    }

    Paint of(Ink ink) {
        Region swatch = swatches.get(ink);
        Background background = swatch == null ? null : swatch.getBackground();
        return background == null || background.getFills().isEmpty()
                ? Color.GRAY
                : background.getFills().getFirst().getFill();
    }
}
