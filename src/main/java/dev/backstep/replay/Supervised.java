package dev.backstep.replay;

import org.jspecify.annotations.Nullable;

/** A throwaway database on which scripts end, whatever they do: within limits of time and disk, and when a person says so. */
public interface Supervised {

    /** A script begins here; it is ended by {@code cancel}, which is called again and again, where it goes too far. */
    void watch(Runnable cancel);

    /** The script has ended; says why where it was ended, null where it ended by itself. */
    @Nullable
    String watched();

    /** Whether a person wants it to end. */
    boolean cancelRequested();
}
