package dev.backstep.timeline;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.ContentId;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.PossibleHistory;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import dev.backstep.model.Sighting;
import dev.backstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the database most likely has applied, version by version.
 *
 * <p>A version number proves no content. So the likeliest history is the folder, at some place, that holds the database's
 * version: the checkout's own before others, then the one whose file for that version stands at the most places, then one
 * that ends there, then the preferred place, then the newest commit. What Backstep saw stands above that while it holds, what
 * replaying showed above that, and what the database itself records above all of it. Where it keeps a row for each migration, that says which versions were
 * applied, and in which order; only what was in them is looked for. How certain the result is, each row's evidence says.
 */
final class Applied {

    private final NavigableMap<Version, Migration> migrations = new TreeMap<>();
    private final Map<Version, AppliedRecord> recorded = new HashMap<>();
    private final List<Version> order;
    private final boolean complete;
    private final @Nullable MigrationSet likeliest;

    Applied(TimelineSources sources, @Nullable History history) {
        complete = history != null && history.complete();
        if (history == null || (history.current() == null && history.records().isEmpty())) {
            likeliest = null;
            order = List.of();
        } else if (history.complete()) {
            likeliest = history.current() == null ? null : likeliest(sources.sets(), history.current(), any -> true);
            history.records().reversed().forEach(record -> recorded.put(record.version(), record));
            recorded.forEach((version, record) -> migrations.put(version, ofRow(record, sources)));
            sources.observed().ifPresent(this::follow);
            order = inOrder(history.records().reversed());
        } else {
            boolean application = history.keeping() == Keeping.APPLICATION;
            Version recordedVersion = Objects.requireNonNull(history.current());
            likeliest = application
                    ? ApplicationVersion.likeliest(sources, recordedVersion)
                    : likeliest(sources.sets(), recordedVersion, any -> true);
            Version at = application ? ApplicationVersion.newest(likeliest, recordedVersion) : recordedVersion;
            if (at != null) {
                upTo(at, sources, history);
            }
            order = List.copyOf(migrations.keySet());
        }
    }

    /** A position says what is applied at most; the folder that has it says what that probably is. */
    private void upTo(Version current, TimelineSources sources, History history) {
        history.records().stream()
                .filter(record -> record.version().compareTo(current) <= 0)
                .forEach(record -> recorded.put(record.version(), record));
        Map<Version, Sighting> seen = firstSeen(sources.sightings());
        MigrationSet base = likeliest;
        if (base == null && !seen.containsKey(current)) {
            base = sources.at(Place.WORKING_TREE).orElse(null);
        }
        if (base != null) {
            migrations.putAll(base.migrations().headMap(current, true));
        }
        seen.values().forEach(this::add);
        sources.observed().ifPresent(observed -> {
            migrations.keySet().retainAll(observed.versions());
            follow(observed);
        });
        migrations.putIfAbsent(current, Migration.unknown(current));
        if (recorded.containsKey(current)) {
            Version first = Collections.min(recorded.keySet());
            migrations.subMap(first, true, current, true).keySet().retainAll(recorded.keySet());
        }
        recorded.forEach((version, record) -> migrations.put(version, fromRecord(record)));
    }

    /** The likeliest of the contents that the row does not speak against; where there is none, what the row itself says. */
    private Migration ofRow(AppliedRecord record, TimelineSources sources) {
        Version version = record.version();
        if (record.isBaseline()) {
            return new Migration(version, record.name(), null, null);
        }
        MigrationSet set = likeliest(sources.sets(), version, record::agrees);
        if (set != null) {
            return Objects.requireNonNull(set.migrations().get(version));
        }
        return sources.sightings().stream()
                .map(Sighting::migration)
                .filter(seen -> seen.version().equals(version) && record.checksum() == null)
                .findFirst()
                .orElse(new Migration(version, record.name(), null, null));
    }

    /** What is run again and again has no place among the others; it stands after them. */
    private static List<Version> inOrder(List<AppliedRecord> oldestFirst) {
        List<Version> versions =
                oldestFirst.stream().map(AppliedRecord::version).distinct().toList();
        return Stream.concat(
                        versions.stream().filter(version -> !version.isRepeatable()),
                        versions.stream().filter(Version::isRepeatable).sorted())
                .toList();
    }

    /** The applied migrations, ascending. */
    NavigableMap<Version, Migration> migrations() {
        return migrations;
    }

    /** The applied versions in the order in which they were applied, as far as the database says; otherwise ascending. */
    List<Version> order() {
        return order;
    }

    /** The migration at which the database is: where its version is only the application's, the newest one up to there. */
    @Nullable
    Version newest(@Nullable Version current) {
        return current == null || migrations.containsKey(current) || complete || migrations.isEmpty()
                ? current
                : migrations.lastKey();
    }

    /** What the database itself says of this version; null where it says nothing. */
    @Nullable
    AppliedRecord record(Version version) {
        return recorded.get(version);
    }

    /** Where the likeliest history was found; empty when no place has the database's version. */
    Optional<MigrationSet> source() {
        return Optional.ofNullable(likeliest);
    }

    /** Whether the database itself holds this version's scripts, in another table than the one that counts them. */
    boolean holdsTexts(Version version) {
        return !complete && recorded.containsKey(version);
    }

    /** Whether the database itself tells that this is what was applied: by its text, or by the checksum of it. */
    boolean proven(Version version) {
        AppliedRecord record = recorded.get(version);
        Migration migration = migrations.get(version);
        return record != null && migration != null && (!complete || record.proves(migration));
    }

    /** The down script of what was likeliest anyway stays: it may have been mended since. */
    private void follow(PossibleHistory observed) {
        for (Migration migration : observed.migrations()) {
            migrations.merge(migration.version(), migration, (known, other) -> known.sameUp(other) ? known : other);
        }
    }

    /** Another text than the one that was seen was written later: the same up text may have got a better down script. */
    private void add(Sighting sighting) {
        Migration seen = sighting.migration();
        Migration now = migrations.get(seen.version());
        boolean other = now == null || !now.sameUp(seen);
        boolean nothingElse = now == null && likeliest == null;
        if (nothingElse || (sighting.holds() && other)) {
            migrations.put(seen.version(), seen);
        }
    }

    /** Of each version the sighting that counts: one over which the database rose, then one that holds, then the oldest. */
    private static Map<Version, Sighting> firstSeen(List<Sighting> sightings) {
        Map<Version, Sighting> first = new HashMap<>();
        for (Sighting sighting : sightings) {
            first.merge(
                    sighting.migration().version(), sighting, (one, other) -> rank(other) > rank(one) ? other : one);
        }
        return first;
    }

    private static int rank(Sighting sighting) {
        return (sighting.holds() ? 2 : 0) + (Candidates.rose(sighting) ? 1 : 0);
    }

    /** HEAD before the working tree: what is not committed yet is newer than what was applied. */
    private static @Nullable MigrationSet likeliest(
            List<MigrationSet> sets, Version current, Predicate<Migration> may) {
        return sets.stream()
                .filter(set -> {
                    Migration migration = set.migrations().get(current);
                    return migration != null && may.test(migration);
                })
                .min(Comparator.comparing((MigrationSet set) -> !TimelineSources.isAt(set, Place.HEAD))
                        .thenComparing(set -> !TimelineSources.isAt(set, Place.WORKING_TREE))
                        .thenComparingInt(set -> -popularity(set, sets, current))
                        .thenComparing(set -> !current.equals(last(set)))
                        .thenComparing(set -> set.places().getFirst().place())
                        .thenComparing(Applied::newest, Comparator.reverseOrder()))
                .orElse(null);
    }

    /** At how many places the current version has this set's content: a released migration beats one of a stale branch. */
    private static int popularity(MigrationSet set, List<MigrationSet> sets, Version current) {
        Migration mine = Objects.requireNonNull(set.migrations().get(current));
        return sets.stream()
                .filter(other -> {
                    Migration theirs = other.migrations().get(current);
                    return theirs != null && theirs.sameScripts(mine);
                })
                .mapToInt(other -> other.places().size())
                .sum();
    }

    private static @Nullable Version last(MigrationSet set) {
        return set.versioned().isEmpty() ? null : set.versioned().lastKey();
    }

    private static long newest(MigrationSet set) {
        return set.places().stream()
                .map(Provenance::commit)
                .mapToLong(commit ->
                        commit == null ? Long.MIN_VALUE : commit.time().toEpochMilli())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private Migration fromRecord(AppliedRecord record) {
        Migration known = migrations.get(record.version());
        Script up = script(record.fileName(), record.upText());
        Script down = script(record.fileName(), record.downText());
        return new Migration(
                record.version(),
                record.name(),
                up != null || known == null ? up : known.up(),
                down != null || known == null ? down : known.down());
    }

    private static @Nullable Script script(String fileName, @Nullable String text) {
        return text == null ? null : new Script(fileName, ContentId.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
