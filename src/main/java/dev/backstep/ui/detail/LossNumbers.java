package dev.backstep.ui.detail;

import dev.backstep.rollback.export.FindingText;
import dev.backstep.sql.rules.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how much would be lost, where somebody counted. */
@FunctionalInterface
public interface LossNumbers {

    /** In words, such as {@code 12,408 of 13,020 rows hold a value}; null where nobody counted. */
    @Nullable
    String words(Loss loss);

    /** What only the database could tell: what depends on what is dropped, and what is not there to be dropped. */
    default List<FindingText.Weighed> found() {
        return List.of();
    }
}
