package dev.backstep.timeline;

import dev.backstep.model.ContentId;
import dev.backstep.model.Migration;
import dev.backstep.model.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds files that were given another number: the same up text under different versions on the two sides. */
final class Renumbering {

    private final Map<Version, Version> toCheckout = new HashMap<>();
    private final Map<Version, Version> toDatabase = new HashMap<>();

    Renumbering(Map<Version, Migration> database, Map<Version, Migration> checkout) {
        Map<ContentId, Version> applied = new HashMap<>();
        database.forEach((version, migration) -> {
            if (migration.up() != null && !standsAlike(migration, checkout.get(version))) {
                applied.put(migration.up().content(), version);
            }
        });
        checkout.forEach((version, migration) -> {
            Version other =
                    migration.up() == null ? null : applied.get(migration.up().content());
            if (other != null && !other.equals(version)) {
                toCheckout.put(other, version);
                toDatabase.put(version, other);
            }
        });
    }

    /** The checkout's number for a version of the database. */
    Optional<Version> inCheckout(Version applied) {
        return Optional.ofNullable(toCheckout.get(applied));
    }

    /** The database's number for a version of the checkout. */
    Optional<Version> inDatabase(Version pending) {
        return Optional.ofNullable(toDatabase.get(pending));
    }

    private static boolean standsAlike(Migration mine, @Nullable Migration theirs) {
        return theirs != null && mine.sameUp(theirs);
    }
}
