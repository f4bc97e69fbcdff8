package dev.backstep.rollback.sqlite;

import dev.backstep.database.sqlite.SqliteFile;
import dev.backstep.model.BackstepException;
import dev.backstep.model.DatabaseIdentity;
import dev.backstep.model.History;
import dev.backstep.rollback.plan.Fingerprint;
import dev.backstep.rollback.plan.Plan;
import dev.backstep.rollback.preflight.Check;
import dev.backstep.rollback.preflight.Check.State;
import dev.backstep.rollback.preflight.Scripts;
import dev.backstep.rollback.run.Changes;
import dev.backstep.rollback.saved.SaveFolder;
import dev.backstep.text.Bytes;
import dev.backstep.text.Text;
import dev.backstep.tool.MigrationTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks whether a plan could run on a SQLite file now; only reads. */
final class FileChecks {

    private final SqliteFile file;
    private final MigrationTool tool;
    private final Plan plan;

    FileChecks(SqliteFile file, MigrationTool tool, Plan plan) {
        this.file = file;
        this.tool = tool;
        this.plan = plan;
    }

    /** In this order: {@code history}, {@code scripts}, {@code transaction}, {@code file}, {@code copy}, {@code sessions}. */
    List<Check> all(Path folder) {
        return List.of(
                history(), Scripts.found(plan), Scripts.transaction(plan), writable(), copy(folder), application());
    }

    private Check history() {
        try {
            return file.read(connection -> {
                DatabaseIdentity identity = file.identity(connection);
                History history = tool.read(connection, plan.history().table());
                boolean same = Fingerprint.of(plan, identity, history).equals(plan.fingerprint());
                String words = same
                        ? Text.of("preflight.history.ok", Changes.word(history.current()))
                        : Text.of(
                                "preflight.history.changed",
                                String.join(" ", Changes.between(plan, identity, history)));
                return new Check("history", same ? State.OK : State.STOPS, words, Text.of("preflight.justNow"));
            });
        } catch (BackstepException e) {
            return new Check("history", State.STOPS, Text.of(e), "");
        }
    }

    /** SQLite writes its journal beside the file, so that the folder must be writable, too. */
    private Check writable() {
        Path folder = file.file().getParent();
        boolean may = Files.isWritable(file.file()) && folder != null && Files.isWritable(folder);
        return may
                ? new Check("file", State.OK, Text.of("sqlite.check.writable"), "")
                : new Check("file", State.STOPS, Text.of("sqlite.readOnly", file.toString()), "");
    }

    private Check copy(Path folder) {
        try {
            long size = Files.size(file.file());
            SaveFolder there = SaveFolder.look(folder);
            boolean room = there.free() > 2 * size;
            return new Check(
                    "copy",
                    room ? State.OK : State.STOPS,
                    Text.of(room ? "sqlite.check.copy" : "sqlite.check.noRoom", folder.toString(), Bytes.of(size)),
                    Text.of("sqlite.check.free", Bytes.of(there.free())));
        } catch (BackstepException e) {
            return new Check("copy", State.STOPS, Text.of(e), "");
        } catch (IOException e) {
            return new Check("copy", State.STOPS, Text.of("sqlite.run.files", String.valueOf(e.getMessage())), "");
        }
    }

    /** SQLite does not tell who has a file open; a log beside it means that somebody has, or died. */
    private Check application() {
        Path name = file.file().getFileName();
        boolean open = Files.exists(file.file().resolveSibling(name + "-wal"));
        return new Check("sessions", State.ASKS, Text.of("sqlite.check.stop", tool.name(), open ? 1 : 0), "");
    }
}
