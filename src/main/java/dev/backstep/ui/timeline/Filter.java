package dev.backstep.ui.timeline;

import dev.backstep.analysis.RowMarker;
import dev.backstep.model.Evidence;
import dev.backstep.text.Text;
import org.jspecify.annotations.Nullable;

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

    /** @param mark what is known of the row's compatibility; null where it was not read yet */
    boolean shows(TimelineItem item, @Nullable RowMarker mark) {
        return switch (this) {
            case ALL -> true;
            case DIVERGED -> item.row().diverged();
            case BREAKING -> mark != null && mark.mayBreak();
            case NO_DOWN_SCRIPT ->
                item.row().migration().down() == null && !item.row().version().isRepeatable();
            case AMBIGUOUS -> ambiguous(item);
        };
    }

    static boolean ambiguous(TimelineItem item) {
        return item.row().evidence() == Evidence.AMBIGUOUS;
    }
}
