package dev.backstep.model;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The migrations of one listing.
 *
 * @param places where this set is found; never empty
 * @param migrations by version, ascending
 * @param duplicates file names that repeat a version and direction already taken; a tool such as golang-migrate refuses
 *     the whole folder then
 */
public record MigrationSet(
        List<Provenance> places, NavigableMap<Version, Migration> migrations, List<String> duplicates) {

    /** Those that have a version, ascending; the others are run again and again, and stand for no point in the order. */
    public NavigableMap<Version, Migration> versioned() {
        return migrations.headMap(Version.repeatable(""), false);
    }

    public MigrationSet {
        places = List.copyOf(places);
        migrations = Collections.unmodifiableNavigableMap(new TreeMap<>(migrations));
        duplicates = List.copyOf(duplicates);
    }
}
