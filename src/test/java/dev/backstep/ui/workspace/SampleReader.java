package dev.backstep.ui.workspace;

import dev.backstep.fixture.SampleTimelines;
import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.Script;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a sample, which a test may change between two readings. */
final class SampleReader implements WorkspaceReader {

    private volatile Inspection sample;
    private volatile boolean closed;
    private volatile @Nullable String lookedAt;

    SampleReader(Inspection sample) {
        this.sample = sample;
    }

    void change(Inspection other) {
        sample = other;
    }

    @Nullable
    String lookedAt() {
        return lookedAt;
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
    public void lookAt(@Nullable String revision) {
        lookedAt = revision;
    }

    @Override
    public void close() {
        closed = true;
    }
}
