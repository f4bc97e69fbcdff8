package dev.backstep.ui.workspace;

import dev.backstep.inspection.Inspection;
import dev.backstep.inspection.WorkspaceReader;
import dev.backstep.model.BackstepException;
import dev.backstep.ui.connect.ConnectRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Opens a workspace and reads it once; given up half way, it leaves no reader open. */
final class Opening implements Callable<Opening.Opened> {

    private final WorkspaceOpener opener;
    private final ConnectRequest request;
    private final AtomicReference<@Nullable WorkspaceReader> orphan = new AtomicReference<>();
    private volatile boolean abandoned;

    Opening(WorkspaceOpener opener, ConnectRequest request) {
        this.opener = opener;
        this.request = request;
    }

    /** A reader and what it read. */
    record Opened(WorkspaceReader reader, Inspection inspection) {}

    @Override
    public Opened call() throws BackstepException {
        WorkspaceReader reader =
                opener.open(request.workspace(), request.password().clone());
        orphan.set(reader);
        boolean read = false;
        try {
            Inspection inspection = reader.inspect();
            read = true;
            return new Opened(reader, inspection);
        } finally {
            if (abandoned || !read) {
                closeOrphan();
            }
        }
    }

    /** Nobody waits for the outcome any more; blocks while the reader closes. */
    void abandon() {
        abandoned = true;
        closeOrphan();
    }

    private void closeOrphan() {
        WorkspaceReader reader = orphan.getAndSet(null);
        if (reader != null) {
            reader.close();
        }
    }
}
