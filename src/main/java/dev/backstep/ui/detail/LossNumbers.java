package dev.backstep.ui.detail;

import dev.backstep.sql.rules.Loss;
import org.jspecify.annotations.Nullable;

/** Says how much would be lost, where somebody counted. */
@FunctionalInterface
public interface LossNumbers {

    /** In words, such as {@code 12,408 of 13,020 rows hold a value}; null where nobody counted. */
    @Nullable
    String words(Loss loss);
}
