package dev.backstep.ui.timeline;

import dev.backstep.model.Evidence;
import dev.backstep.model.Marker;
import dev.backstep.text.Text;

/** Which rows of the timeline are shown. */
public enum Filter {
    ALL,
    DIVERGED,
    BREAKING,
    NO_DOWN_SCRIPT,
    AMBIGUOUS;

    /** Its name as shown. */
    public String label() {
        return Text.of("filter." + name());
    }

    boolean shows(TimelineItem item) {
        return switch (this) {
            case ALL -> true;
            case DIVERGED -> item.row().diverged();
            case BREAKING -> item.marker() == Marker.BREAKING;
            case NO_DOWN_SCRIPT -> item.row().migration().down() == null;
            case AMBIGUOUS -> item.row().evidence() == Evidence.AMBIGUOUS;
        };
    }
}
