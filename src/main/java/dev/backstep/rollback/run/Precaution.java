package dev.backstep.rollback.run;

import dev.backstep.model.BackstepException;
import java.sql.Connection;
import java.sql.SQLException;

/** What a run does before the first statement of its plan, and what it holds on to until its end. */
public interface Precaution {

    /** Nothing. */
    Precaution NONE = new Precaution() {
        @Override
        public void before(Moment moment) {
            // Nothing to do.
        }

        @Override
        public void take(Moment moment) {
            // Nothing to do.
        }
    };

    /** One after the other. */
    static Precaution both(Precaution first, Precaution second) {
        return new Precaution() {
            @Override
            public void before(Moment moment) throws BackstepException, SQLException {
                first.before(moment);
                second.before(moment);
            }

            @Override
            public void take(Moment moment) throws BackstepException, SQLException {
                first.take(moment);
                second.take(moment);
            }

            @Override
            public void finish(Moment moment) throws BackstepException, SQLException {
                first.finish(moment);
                second.finish(moment);
            }
        };
    }

    /** The run's session while a precaution is taken. */
    interface Moment {

        Connection connection();

        /** Puts the session's settings back to the run's own. */
        void restore() throws SQLException;

        /** Whether the person wants the run to stop. */
        boolean cancelRequested();
    }

    /**
     * Under the tool's locks, before a transaction is begun.
     *
     * @throws BackstepException when the run must not go on
     */
    void before(Moment moment) throws BackstepException, SQLException;

    /**
     * In the run's first transaction, with the history locked and found as planned; everything written on the session is
     * committed or rolled back with that transaction.
     *
     * @throws BackstepException when the run must not go on
     */
    void take(Moment moment) throws BackstepException, SQLException;

    /**
     * After the last step, in the transaction that its version is committed with.
     *
     * @throws BackstepException when that transaction must not be committed
     */
    default void finish(Moment moment) throws BackstepException, SQLException {}
}
