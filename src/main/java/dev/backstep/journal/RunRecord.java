package dev.backstep.journal;

import com.google.gson.Gson;
import dev.backstep.journal.Line.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The record of a run under way; each call returns when its line is on the disk.
 *
 * <p>The file stays locked as long as the run goes on, so that nobody takes it for an abandoned one.
 */
public final class RunRecord implements AutoCloseable {

    private static final Gson GSON = new Gson();

    private final FileChannel file;

    /** The channel is locked by the caller. */
    RunRecord(FileChannel file) {
        this.file = file;
    }

    public void stepStarted(int step) throws IOException {
        write(Line.of(Event.STEP_STARTED, step, null));
    }

    /** Before a statement is sent that does not share a transaction with what follows. */
    public void statementStarted(int step, int statement) throws IOException {
        write(Line.of(Event.STATEMENT_STARTED, step, statement));
    }

    /** After such a statement succeeded. */
    public void statementFinished(int step, int statement) throws IOException {
        write(Line.of(Event.STATEMENT_FINISHED, step, statement));
    }

    /** A step's scripts are done and its version is written; in one transaction with others not yet committed. */
    public void stepFinished(int step) throws IOException {
        write(Line.of(Event.STEP_FINISHED, step, null));
    }

    /** The commit of this step, or of all steps up to it, is about to be sent. */
    public void committing(int step) throws IOException {
        write(Line.of(Event.COMMITTING, step, null));
    }

    /** How the run ended, in one word or sentence. */
    public void ended(String outcome) throws IOException {
        write(Line.ended(outcome));
    }

    void write(Line line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
