package dev.backstep.ui.rollback;

import dev.backstep.ui.common.Icon;
import javafx.scene.Node;
import javafx.scene.shape.SVGPath;

/** The small signs of this workflow; each has a shape of its own, so that colour is not the only sign. */
final class Marks {

    private Marks() {}

    /** Done, or in order. */
    static SVGPath tick() {
        SVGPath tick = new SVGPath();
        tick.setContent("M0.5 4.5 L3.8 7.8 L9.5 1.2");
        tick.getStyleClass().add("tick");
        return tick;
    }

    /** Look at it. */
    static Node warning() {
        return Icon.WARNING.node("caution");
    }

    /** Something goes for good. */
    static Node loss() {
        return Icon.LOSS.node("bad");
    }

    /** Good to know. */
    static Node information() {
        return Icon.INFO.node("muted");
    }

    /** It stands in the way. */
    static Node stop() {
        return Icon.ERROR.node("bad");
    }
}
