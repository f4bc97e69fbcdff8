package dev.backstep.rollback.saved;

import dev.backstep.database.Database;
import dev.backstep.database.dump.DumpRun;
import dev.backstep.database.dump.PgDump;
import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** A full {@code pg_dump} of the database. */
public final class Dump {

    private final Database database;

    public Dump(Database database) {
        this.database = database;
    }

    /** Why no dump can be made; empty when one can. */
    public static Optional<Unsaved> problem(int serverMajor) {
        return problem(PgDump.onThisComputer(), serverMajor);
    }

    private static Optional<Unsaved> problem(List<PgDump> programs, int serverMajor) {
        if (programs.isEmpty()) {
            return Optional.of(Unsaved.of("saved.dump.missing"));
        }
        int newest = PgDump.newest(programs);
        return newest < serverMajor
                ? Optional.of(Unsaved.of("saved.dump.old", Integer.toString(newest), Integer.toString(serverMajor)))
                : Optional.empty();
    }

    /**
     * Writes the dump.
     *
     * @throws BackstepException when it could not be written; nothing of it is left then
     * @throws CancellationException when {@code cancelled} says so
     */
    Path write(Path file, BooleanSupplier cancelled) throws BackstepException {
        int major = database.read(connection -> connection.getMetaData().getDatabaseMajorVersion());
        List<PgDump> programs = PgDump.onThisComputer();
        PgDump program = PgDump.fitting(programs, major)
                .orElseThrow(() -> new BackstepException(
                        "saved.dump.impossible",
                        null,
                        problem(programs, major).map(Unsaved::sentence).orElse("")));
        Path partial = file.resolveSibling(file.getFileName() + Archive.PARTIAL);
        try {
            PrivateFile.createFolderOf(file);
            PrivateFile.create(partial).close();
            DumpRun.Ended ended =
                    new DumpRun(program, database).run(List.of("--format=custom", "--file=" + partial), cancelled);
            if (!ended.done()) {
                throw new BackstepException("saved.dump.failed", null, ended.lastWords());
            }
            Files.move(partial, file);
            return file;
        } catch (IOException e) {
            throw new BackstepException("saved.dump.failed", e, String.valueOf(e.getMessage()));
        } finally {
            remove(partial);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LoggerFactory.getLogger(Dump.class).warn("A temporary file could not be removed", e);
        }
    }
}
