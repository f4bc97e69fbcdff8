package dev.backstep.rollback.run;

import dev.backstep.model.Session;
import java.util.List;

/** Ends a run before its end; the transaction under way, if there is one, is rolled back. */
final class Halt extends Exception {

    private final transient Reason reason;

    private Halt(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    static Halt changed(List<String> changes) {
        return new Halt(new Reason.Changed(changes));
    }

    static Halt lockHeld(List<Session> holders) {
        return new Halt(new Reason.LockHeld(holders));
    }

    /** For what Backstep itself will not go on with; {@code sentence} says why. */
    static Halt stopped(String sentence) {
        return new Halt(new Reason.Stopped(sentence));
    }

    /** A script ended the run's transaction itself; {@code sentence} says so. */
    static Halt transactionEnded(String sentence) {
        return new Halt(new Reason.TransactionEnded(sentence));
    }

    static Halt cancelled() {
        return new Halt(new Reason.Cancelled());
    }

    Reason reason() {
        return reason;
    }

    /** Why. */
    sealed interface Reason {
        record Changed(List<String> changes) implements Reason {}

        record LockHeld(List<Session> holders) implements Reason {}

        record Stopped(String sentence) implements Reason {}

        record TransactionEnded(String sentence) implements Reason {}

        record Cancelled() implements Reason {}
    }
}
