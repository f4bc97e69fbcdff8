package dev.backstep.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database and one checkout, and how their tracks are paired.
 *
 * @param database how to reach the database
 * @param repository a folder in the checkout, absolute
 * @param pairings tracks the person paired by hand; empty to let Backstep find them
 * @param program the tool's own command by which it goes back; null where none was given
 */
public record Workspace(
        ConnectionSettings database,
        String repository,
        List<Track> pairings,
        @Nullable ProgramSettings program) {

    /** The SQLite file that is the database; null where it is on a server. */
    public @Nullable Path file() {
        return database.file() == null
                ? null
                : Path.of(repository).resolve(database.file()).normalize();
    }

    public Workspace {
        pairings = List.copyOf(pairings);
    }

    /** One without a command. */
    public Workspace(ConnectionSettings database, String repository, List<Track> pairings) {
        this(database, repository, pairings, null);
    }
}
