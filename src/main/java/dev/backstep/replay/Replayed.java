package dev.backstep.replay;

import dev.backstep.model.catalog.CatalogSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a replay went.
 *
 * @param steps the migrations that were looked at, in order
 * @param failure why it ended before its end; null where all scripts ran
 * @param schema the catalogs after the last script that ran
 */
public record Replayed(List<ReplayStep> steps, @Nullable ReplayFailure failure, CatalogSnapshot schema) {

    public Replayed {
        steps = List.copyOf(steps);
    }
}
