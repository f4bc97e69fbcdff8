package dev.backstep.release;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a person chose for the releases of a workspace.
 *
 * @param rules the start rule of each track
 * @param pinned branches that are listed among the releases
 */
public record ReleaseChoices(StartRules rules, Set<String> pinned) {

    /** Nothing chosen yet. */
    public static final ReleaseChoices USUAL = new ReleaseChoices(StartRules.USUAL, Set.of());

    public ReleaseChoices {
        pinned = Set.copyOf(pinned);
    }

    /** These choices with a branch pinned, or no longer. */
    public ReleaseChoices pinned(String branch, boolean on) {
        Set<String> changed = new TreeSet<>(pinned);
        if (on) {
            changed.add(branch);
        } else {
            changed.remove(branch);
        }
        return new ReleaseChoices(rules, changed);
    }
}
