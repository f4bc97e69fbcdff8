package dev.backstep.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One migration on the timeline.
 *
 * @param migration what stands here: for a row of the database its likeliest candidate, which is certain only as far as
 *     {@code evidence} says
 * @param lane in which lane
 * @param evidence how well its content is known
 * @param candidates every content found for this version, the shown one first; empty when nothing was found
 * @param notes what a person should know about it
 * @param releases tags whose highest migration this is, newest first
 */
public record TimelineRow(
        Migration migration,
        Lane lane,
        Evidence evidence,
        List<Candidate> candidates,
        List<Note> notes,
        List<String> releases) {

    public TimelineRow {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
        releases = List.copyOf(releases);
    }

    public Version version() {
        return migration.version();
    }

    /** The migration as the checkout has it: edited, where it was edited after it was applied. */
    public Migration migrationInCheckout() {
        for (Note note : notes) {
            if (note instanceof Note.Edited(Migration edited)) {
                return edited;
            }
        }
        return migration;
    }

    /** Whether it was found with several contents that do different things when they are applied, and none is known to be it. */
    public boolean upsDiffer() {
        return evidence == Evidence.AMBIGUOUS
                && candidates.stream()
                        .anyMatch(candidate -> !candidate.migration().sameUp(migration));
    }

    /** The same row with more notes. */
    public TimelineRow with(List<Note> others) {
        List<Note> more = new ArrayList<>(notes);
        more.addAll(others);
        return new TimelineRow(migration, lane, evidence, candidates, more, releases);
    }

    public boolean has(Class<? extends Note> kind) {
        return notes.stream().anyMatch(kind::isInstance);
    }

    /**
     * Whether the lanes disagree here: it stands in one of them only, or its text was edited after it was applied. What was
     * there before the tool is no disagreement.
     */
    public boolean diverged() {
        boolean before = has(Note.Baseline.class) || has(Note.BelowBaseline.class);
        return !before && (lane != Lane.BOTH || has(Note.Edited.class));
    }
}
