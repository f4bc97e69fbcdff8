package dev.backstep.rollback.rehearsal;

/** Hears how far a rehearsal is; on its own thread. */
public interface RehearsalProgress {

    /** The throwaway server is being started, or the copy made. */
    void preparing(Way way);

    /** Up scripts are replayed, to have something to compare with. */
    void replayed(int done, int total);

    /** A step of the plan begins on the copy; counted from 0. */
    void stepStarted(int step);

    /** The plan has run, and the catalogs are compared. */
    void comparing();

    /** Nobody listens. */
    static RehearsalProgress none() {
        return new RehearsalProgress() {
            @Override
            public void preparing(Way way) {}

            @Override
            public void replayed(int done, int total) {}

            @Override
            public void stepStarted(int step) {}

            @Override
            public void comparing() {}
        };
    }
}
