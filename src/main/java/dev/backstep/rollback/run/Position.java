package dev.backstep.rollback.run;

import dev.backstep.rollback.run.RunOutcome.Trace;

/** How far a run has come; of one thread. */
final class Position {

    private int step = -1;
    private int done;
    private int statements;
    private Trace refused = Trace.NONE;
    private boolean unanswered;
    private String sent = "";
    private boolean committing;
    private String transaction = "";

    void startStep(int index) {
        step = index;
        committedStatements(0);
        sent = "";
    }

    /**
     * A statement is about to be sent outside a transaction of Backstep's.
     *
     * @param inTransaction whether the script itself has begun one, that goes with an error
     */
    void sendingAlone(boolean inTransaction) {
        unanswered = true;
        refused = inTransaction ? Trace.NONE : Trace.PART;
    }

    /** A text is about to be sent; errors then speak of lines in it. */
    void sending(String text) {
        sent = text;
    }

    /** The text was done, or what follows is not a script's. */
    void sent() {
        sent = "";
    }

    /** So many statements of the step are committed and cannot be taken back. */
    void committedStatements(int count) {
        statements = count;
        unanswered = false;
        refused = Trace.NONE;
    }

    /** All steps run in this transaction. */
    void inTransaction(String id) {
        transaction = id;
    }

    /** The id of the one transaction of all steps; empty where there is none. */
    String transaction() {
        return transaction;
    }

    void committing() {
        committing = true;
    }

    /** The commit went through: so many steps are committed. */
    void committed(int steps) {
        committing = false;
        done = steps;
        committedStatements(0);
    }

    /** The index of the step under way or last done; -1 before the first. */
    int step() {
        return step;
    }

    /** How many steps are known to be committed. */
    int done() {
        return done;
    }

    /** How many statements of the step under way are committed, outside a transaction of Backstep's. */
    int statements() {
        return statements;
    }

    /** What the statement under way may have left behind, if one is; {@code answered} by the server with an error. */
    Trace trace(boolean answered) {
        return unanswered && !answered ? Trace.NOT_KNOWN : refused;
    }

    /** The script text under way; empty when it is not a script's statement that runs. */
    String text() {
        return sent;
    }

    /** Whether a commit was sent and not yet answered. */
    boolean isCommitting() {
        return committing;
    }
}
