package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was passed over while reading; each thing once. */
final class Warnings {

    private final Map<List<Object>, BackstepException> passedOver = new LinkedHashMap<>();

    synchronized void add(BackstepException problem) {
        Cancelled.check();
        passedOver.putIfAbsent(List.of(problem.key(), problem.arguments()), problem);
    }

    synchronized List<BackstepException> all() {
        return List.copyOf(passedOver.values());
    }
}
