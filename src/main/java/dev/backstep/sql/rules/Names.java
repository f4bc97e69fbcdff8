package dev.backstep.sql.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which names a script makes, changes and takes away.
 *
 * @param made what is there when it has run and was not before
 * @param renamed what is there under another name when it has run: from its name then to its name before
 * @param removals what it drops, in order, also what it makes anew
 */
public record Names(Set<ObjectId> made, Map<ObjectId, ObjectId> renamed, List<Removal> removals) {

    public Names {
        made = Set.copyOf(made);
        renamed = Map.copyOf(renamed);
        removals = List.copyOf(removals);
    }
}
