package dev.backstep.rollback.run;

import dev.backstep.journal.RunRecord;
import java.io.IOException;
import java.time.Duration;

/** Tells the journal, the person and the run's own position what happens; the journal first. */
final class Course {

    private final Position position;
    private final RunRecord record;
    private final RunProgress progress;
    private long firstStep;
    private long stepStart;

    Course(Position position, RunRecord record, RunProgress progress) {
        this.position = position;
        this.record = record;
        this.progress = progress;
    }

    Position position() {
        return position;
    }

    RunProgress progress() {
        return progress;
    }

    void stepStarted(int step) throws IOException {
        record.stepStarted(step);
        position.startStep(step);
        stepStart = System.nanoTime();
        if (step == 0) {
            firstStep = stepStart;
        }
        progress.stepStarted(step);
    }

    /** A statement is about to be sent on its own, or in a transaction that the script itself has begun. */
    void statementStarted(int statement, boolean inTransaction) throws IOException {
        record.statementStarted(position.step(), statement);
        position.sendingAlone(inTransaction);
    }

    /** The statement is done; {@code committed} of the step are committed with it. */
    void statementFinished(int statement, int committed) throws IOException {
        position.committedStatements(committed);
        record.statementFinished(position.step(), statement, committed);
    }

    void stepFinished() throws IOException {
        record.stepFinished(position.step());
        progress.stepFinished(position.step(), Duration.ofNanos(System.nanoTime() - stepStart));
    }

    /** Just before the commit is sent. */
    void committing() throws IOException {
        record.committing(position.step());
        position.committing();
    }

    void committed() {
        position.committed(position.step() + 1);
    }

    /** From the first step until now. */
    Duration time() {
        return Duration.ofNanos(System.nanoTime() - firstStep);
    }
}
