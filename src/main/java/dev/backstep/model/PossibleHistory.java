package dev.backstep.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a track may have come to the version its database is at.
 *
 * @param places where its migrations, or those in which it differs from the others, are found together
 * @param migrations what would have been applied, in that order
 */
public record PossibleHistory(List<Provenance> places, List<Migration> migrations) {

    public PossibleHistory {
        places = List.copyOf(places);
        migrations = List.copyOf(migrations);
    }

    /** Whether applying either does the same. */
    public boolean sameUps(PossibleHistory other) {
        if (migrations.size() != other.migrations.size()) {
            return false;
        }
        for (int i = 0; i < migrations.size(); i++) {
            Migration theirs = other.migrations.get(i);
            if (!migrations.get(i).version().equals(theirs.version())
                    || !migrations.get(i).sameUp(theirs)) {
                return false;
            }
        }
        return true;
    }

    /** The versions it has. */
    public Set<Version> versions() {
        return migrations.stream().map(Migration::version).collect(Collectors.toSet());
    }

    /** What it has under a number; null where it has none. */
    public @Nullable Migration at(Version version) {
        for (Migration migration : migrations) {
            if (migration.version().equals(version)) {
                return migration;
            }
        }
        return null;
    }
}
