package dev.backstep.replay;

/** Hears how far a replay is; on the replay's thread. */
@FunctionalInterface
public interface ReplayProgress {

    /**
     * @param done how many scripts have run
     * @param total how many will run, if none fails
     */
    void replayed(int done, int total);

    /** Nobody listens. */
    static ReplayProgress none() {
        return (done, total) -> {};
    }
}
