package dev.backstep.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the sightings hold.
 *
 * @param folder where they are
 * @param histories one per database and history table, the latest seen first
 * @param texts how many different scripts
 * @param bytes the size of all of it
 */
public record Kept(Path folder, List<History> histories, int texts, long bytes) {

    public Kept {
        histories = List.copyOf(histories);
    }

    /**
     * One history.
     *
     * @param server host and port
     * @param database the database's name
     * @param table its history table
     * @param sightings how many migrations were seen, each content once
     * @param oldest when the first of them was
     * @param newest when the last look was that brought something new
     */
    public record History(
            String server, String database, String table, int sightings, Instant oldest, Instant newest) {}
}
