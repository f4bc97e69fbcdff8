package dev.backstep.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One content found for a version, and every place it was found at.
 *
 * @param migration what was found
 * @param foundAt where, the preferred place first; never empty
 * @param differences how many differences between the live schema and what replaying makes remain at least with it; null
 *     where that was not compared, or it could not be replayed
 */
public record Candidate(
        Migration migration,
        List<Provenance> foundAt,
        @Nullable Integer differences) {

    public Candidate {
        foundAt = List.copyOf(foundAt);
    }

    /** One that was not compared with a live schema. */
    public Candidate(Migration migration, List<Provenance> foundAt) {
        this(migration, foundAt, null);
    }
}
