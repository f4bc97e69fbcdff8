package dev.backstep.ui.workspace;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.Script;
import java.nio.charset.StandardCharsets;

/** Reads a sample, which a test may change between two readings. */
final class SampleReader implements WorkspaceReader {

    private volatile Inspection sample;
    private volatile boolean closed;

    SampleReader(Inspection sample) {
        this.sample = sample;
    }

    void change(Inspection other) {
        sample = other;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public Inspection inspect() {
        return sample;
    }

    @Override
    public byte[] read(Script script) {
        return SampleTimelines.text(script).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
    }
}
