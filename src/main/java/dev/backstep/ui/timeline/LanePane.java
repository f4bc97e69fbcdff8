package dev.backstep.ui.timeline;

import dev.backstep.ui.timeline.LaneRow.Dot;
import dev.backstep.ui.timeline.LaneRow.Place;
import dev.backstep.ui.timeline.LaneRow.Stretch;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurve;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Shape;

/** Paints one row's lanes with a few shapes, which it uses again for the next row. */
final class LanePane extends Pane {

    static final double ROW = 34;
    static final double DATABASE_X = 24;
    static final double SHARED_X = 44;
    static final double CHECKOUT_X = 64;

    private static final double MIDDLE = ROW / 2;
    private static final double RADIUS = 6;
    private static final double DIAMOND = 8;
    private static final PseudoClass HOLLOW = PseudoClass.getPseudoClass("hollow");
    private static final PseudoClass BREAKING = PseudoClass.getPseudoClass("breaking");

    private final Line databaseLine = line(DATABASE_X, Place.DATABASE);
    private final Line checkoutLine = line(CHECKOUT_X, Place.CHECKOUT);
    private final Line sharedLine = line(SHARED_X, Place.SHARED);
    private final CubicCurve databaseBend = bend(DATABASE_X, Place.DATABASE);
    private final CubicCurve checkoutBend = bend(CHECKOUT_X, Place.CHECKOUT);
    private final Circle ring = new Circle(SHARED_X, MIDDLE, 10);
    private final List<DotShape> dots = List.of(
            new DotShape(Place.DATABASE, DATABASE_X),
            new DotShape(Place.SHARED, SHARED_X),
            new DotShape(Place.CHECKOUT, CHECKOUT_X));

    LanePane() {
        ring.getStyleClass().add("lane-ring");
        getChildren().addAll(databaseLine, checkoutLine, databaseBend, checkoutBend, sharedLine, ring);
        dots.forEach(dot -> getChildren().addAll(dot.circle, dot.diamond));
        setMinSize(0, ROW);
        setPrefSize(CHECKOUT_X + 20, ROW);
        setMaxHeight(ROW);
        setMouseTransparent(true);
    }

    void paint(LaneRow row, boolean breaking) {
        stretch(databaseLine, row.database());
        stretch(checkoutLine, row.checkout());
        stretch(sharedLine, row.shared());
        databaseBend.setVisible(row.databaseBends());
        checkoutBend.setVisible(row.checkoutBends());
        ring.setVisible(row.ring());
        for (DotShape shape : dots) {
            shape.hide();
            for (Dot dot : row.dots()) {
                if (dot.place() == shape.place) {
                    shape.show(dot.filled(), breaking);
                }
            }
        }
    }

    private static void stretch(Line line, Stretch stretch) {
        line.setVisible(stretch != Stretch.NONE);
        line.setStartY(stretch.upper() ? 0 : MIDDLE);
        line.setEndY(stretch.lower() ? ROW : MIDDLE);
    }

    private static Line line(double x, Place place) {
        return dressed(new Line(x, 0, x, ROW), "lane-line", place);
    }

    private static CubicCurve bend(double x, Place place) {
        return dressed(new CubicCurve(x, 0, x, MIDDLE - 4, SHARED_X, 4, SHARED_X, MIDDLE), "lane-line", place);
    }

    private static <S extends Shape> S dressed(S shape, String styleClass, Place place) {
        shape.getStyleClass().addAll(styleClass, place.name().toLowerCase(Locale.ROOT));
        return shape;
    }

    /** A migration: a dot, or a diamond when it breaks older builds. */
    private static final class DotShape {
        private final Place place;
        private final Circle circle;
        private final Polygon diamond;

        DotShape(Place place, double x) {
            this.place = place;
            circle = dressed(new Circle(x, MIDDLE, RADIUS), "lane-dot", place);
            diamond = dressed(
                    new Polygon(x, MIDDLE - DIAMOND, x + DIAMOND, MIDDLE, x, MIDDLE + DIAMOND, x - DIAMOND, MIDDLE),
                    "lane-dot",
                    place);
            diamond.pseudoClassStateChanged(BREAKING, true);
        }

        void hide() {
            circle.setVisible(false);
            diamond.setVisible(false);
        }

        void show(boolean filled, boolean breaking) {
            Shape shape = breaking ? diamond : circle;
            shape.setVisible(true);
            shape.pseudoClassStateChanged(HOLLOW, !filled);
        }
    }
}
