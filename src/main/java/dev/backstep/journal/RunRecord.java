package dev.backstep.journal;

import com.google.gson.Gson;
import dev.backstep.file.HeldFile;
import dev.backstep.journal.Line.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of a run under way; each call returns when its line is on the disk. Only the beginning and
 * the steps of one transaction are left to the system, which keeps them when the process is killed: where the computer stops, too,
 * nothing of them is committed, and what is before the commit is on the disk with the commit's own line.
 *
 * <p>The file is held as long as the run goes on, so that nobody takes it for an abandoned one.
 */
public final class RunRecord implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
    private static final Gson GSON = new Gson();

    private final HeldFile file;
    private final boolean oneTransaction;
    private final StringBuilder waiting = new StringBuilder();

    /**
     * Takes over the file.
     *
     * @param oneTransaction whether all steps are committed together
     */
    RunRecord(HeldFile file, boolean oneTransaction) {
        this.file = file;
        this.oneTransaction = oneTransaction;
    }

    /** What the run sets out to do; the first line. */
    void started(RunStart start) throws IOException {
        write(Line.started(start), !oneTransaction);
    }

    public void stepStarted(int step) throws IOException {
        write(Line.of(Event.STEP_STARTED, step, null), !oneTransaction);
    }

    /** Before a statement is sent that does not share a transaction with what follows. */
    public void statementStarted(int step, int statement) throws IOException {
        write(Line.of(Event.STATEMENT_STARTED, step, statement));
    }

    /** After such a statement succeeded; {@code committed} of the step's statements cannot be taken back any more. */
    public void statementFinished(int step, int statement, int committed) throws IOException {
        write(Line.finished(step, statement, committed));
    }

    /**
     * A step's scripts are done and its version is written. In one transaction with others not yet committed it is written with
     * the next line, which is at once: nothing of the step can be found before the commit, whose own line comes first.
     */
    public void stepFinished(int step) throws IOException {
        if (oneTransaction) {
            waiting.append(text(Line.of(Event.STEP_FINISHED, step, null)));
        } else {
            write(Line.of(Event.STEP_FINISHED, step, null));
        }
    }

    /** The commit of this step, or of all steps up to it, is about to be sent. */
    public void committing(int step) throws IOException {
        write(Line.of(Event.COMMITTING, step, null));
    }

    /** How the run ended, in a word or two. */
    public void ended(String outcome) throws IOException {
        write(Line.ended(outcome));
    }

    /** The same where the run stopped inside a step: it is told of at the next start, as one that was cut off. */
    public void endedInside(String outcome) throws IOException {
        write(Line.endedInside(outcome));
    }

    private void write(Line line) throws IOException {
        write(line, true);
    }

    private void write(Line line, boolean onDisk) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(waiting.append(text(line)).toString().getBytes(StandardCharsets.UTF_8));
        waiting.setLength(0);
        while (bytes.hasRemaining()) {
            file.channel().write(bytes);
        }
        if (onDisk) {
            file.channel().force(true);
        }
    }

    private static String text(Line line) {
        return GSON.toJson(line) + "\n";
    }

    /** Lets go of the file. Throws nothing: every line is on the disk already. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The record of a run could not be closed", e);
        }
    }
}
