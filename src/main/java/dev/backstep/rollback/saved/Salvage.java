package dev.backstep.rollback.saved;

import java.util.List;

/**
 * What of a plan's losses is saved, as the database has it now.
 *
 * @param parts the tables, ordered by name
 * @param sequences the sequences whose positions are saved, ordered by name
 * @param unsaved what cannot be saved, or nobody knows of
 */
public record Salvage(List<Part> parts, List<TableName> sequences, List<Unsaved> unsaved) {

    /** A plan that takes nothing away. */
    public static final Salvage NOTHING = new Salvage(List.of(), List.of(), List.of());

    public Salvage {
        parts = List.copyOf(parts);
        sequences = List.copyOf(sequences);
        unsaved = List.copyOf(unsaved);
    }

    /** Whether there is nothing that could be saved. */
    public boolean isEmpty() {
        return parts.isEmpty() && sequences.isEmpty();
    }

    /** Whether a person must say what becomes of the data. */
    public boolean asks() {
        return !isEmpty() || unsaved.stream().anyMatch(Unsaved::stops);
    }

    /** About how many bytes as text, before they are compressed. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** Why saving would fail; empty when it would not. */
    public List<Unsaved> obstacles() {
        return unsaved.stream().filter(Unsaved::stops).toList();
    }
}
