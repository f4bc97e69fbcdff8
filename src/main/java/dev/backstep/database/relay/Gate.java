package dev.backstep.database.relay;

import org.jspecify.annotations.Nullable;

/** Decides what is passed on. */
@FunctionalInterface
public interface Gate {

    /** Everything is. */
    Gate OPEN = _ -> null;

    /** Why a text is not to be passed on, a sentence; null where it is. The program's connection ends then. */
    @Nullable
    String objection(String text);
}
