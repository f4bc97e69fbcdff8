package dev.backstep.analysis;

/** Hears how far a reading is, on the reading's thread. */
@FunctionalInterface
public interface Progress {

    /**
     * Heard now and then, more seldom the longer it takes.
     *
     * @param soFar what was read so far
     * @param read how many rows that is
     * @param of of how many
     */
    void heard(TrackAnalysis soFar, int read, int of);

    /** Nobody listens. */
    static Progress unheard() {
        return (_, _, _) -> {};
    }
}
