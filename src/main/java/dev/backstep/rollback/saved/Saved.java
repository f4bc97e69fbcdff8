package dev.backstep.rollback.saved;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the data is that a run took away. */
public sealed interface Saved {

    /** How many rows, over all tables. */
    long rows();

    /** What cannot be saved, a sentence each. */
    List<String> unsaved();

    /**
     * In a file.
     *
     * @param file the file
     * @param bytes its size
     * @param manifest the manifest's SHA-256, by which a changed file is known
     * @param dump the full {@code pg_dump} beside it; null where none was wanted
     */
    record InFile(
            Path file,
            long bytes,
            String manifest,
            long rows,
            List<String> unsaved,
            @Nullable Path dump) implements Saved {
        public InFile {
            unsaved = List.copyOf(unsaved);
        }
    }

    /** A copy of the whole SQLite file as it was before the run. */
    record WholeFile(Path file, long bytes) implements Saved {
        @Override
        public long rows() {
            return 0;
        }

        @Override
        public List<String> unsaved() {
            return List.of();
        }
    }

    /** In a schema of the same database. */
    record InSchema(String schema, long rows, List<String> unsaved) implements Saved {
        public InSchema {
            unsaved = List.copyOf(unsaved);
        }
    }
}
