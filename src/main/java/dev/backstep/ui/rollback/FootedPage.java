package dev.backstep.ui.rollback;

import javafx.css.PseudoClass;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A page whose foot is always seen: it follows the content, which scrolls above it where there is no room for both. */
public final class FootedPage extends Region {

    private static final PseudoClass CUT = PseudoClass.getPseudoClass("cut");

    private final ScrollPane above;
    private final Region content;
    private final VBox foot;

    /** @param foot what a person is to see whatever stands above it */
    public FootedPage(Region content, Region foot) {
        this.content = content;
        this.foot = new VBox(foot);
        above = new ScrollPane(content);
        above.getStyleClass().add("edge-to-edge");
        above.setFitToWidth(true);
        content.getStyleClass().add("page");
        this.foot.getStyleClass().add("page-foot");
        getStyleClass().add("footed-page");
        getChildren().setAll(above, this.foot);
    }

    @Override
    protected void layoutChildren() {
        double low = snapSizeY(foot.prefHeight(getWidth()));
        double room = Math.max(0, getHeight() - low);
        double high = snapSizeY(content.prefHeight(getWidth()));
        foot.pseudoClassStateChanged(CUT, high > room);
        above.resizeRelocate(0, 0, getWidth(), Math.min(high, room));
        foot.resizeRelocate(0, Math.min(high, room), getWidth(), low);
    }
}
