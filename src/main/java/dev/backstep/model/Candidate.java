package dev.backstep.model;

import java.util.List;

/**
 * One content found for a version, and every place it was found at.
 *
 * @param migration what was found
 * @param foundAt where, the preferred place first; never empty
 */
public record Candidate(Migration migration, List<Provenance> foundAt) {

    public Candidate {
        foundAt = List.copyOf(foundAt);
    }
}
