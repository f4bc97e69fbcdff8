package dev.backstep.ui.rollback;

import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.rollback.export.PlanText;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place to go back to.
 *
 * @param index how many migrations going there undoes
 * @param row the applied migration to stop at; null for "nothing applied"
 * @param ancestor whether it is the common ancestor
 */
record TargetRow(int index, @Nullable TimelineRow row, boolean ancestor) {

    @Nullable
    Version version() {
        return row == null ? null : row.version();
    }

    /** {@code 445 chat_runtime}. */
    String title() {
        return row == null ? PlanText.version(null) : PlanText.migration(row.migration());
    }

    /** {@code chat_runtime}. */
    String name() {
        return row == null
                ? Text.of("rollback.target.everything")
                : Visible.of(row.migration().name());
    }

    List<String> releases() {
        return row == null ? List.of() : row.releases();
    }

    /** Whether version, name or a release holds {@code search}, in any case. */
    boolean matches(String search) {
        String sought = search.strip().toLowerCase(Locale.ROOT);
        return (title() + " " + String.join(" ", releases()))
                .toLowerCase(Locale.ROOT)
                .contains(sought);
    }
}
