package dev.backstep.tool.coder;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.Candidate;
import dev.backstep.model.ContentId;
import dev.backstep.model.Evidence;
import dev.backstep.model.History;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cases that coder's {@code scripts/develop} tells apart, by its own rules: it looks for what it recorded by the file's
 * name, compares the texts where the name is there, and goes down from the top only. Read from {@code dbrecovery.go} of pull
 * request 23466.
 */
final class DevelopCases {

    private final Timeline timeline;
    private final @Nullable Version current;
    private final boolean dirty;
    private final Map<Version, AppliedRecord> records = new HashMap<>();
    private final @Nullable Version newestRecord;
    private final List<MigrationCache> caches;
    private final TreeSet<Version> missing = new TreeSet<>();

    /** @param caches what the script kept beside the checkout before it had a table */
    DevelopCases(Timeline timeline, List<MigrationCache> caches) {
        this.timeline = timeline;
        this.caches = caches;
        History history = timeline.history();
        current = history == null ? null : history.current();
        dirty = history != null && history.dirty();
        List<AppliedRecord> told = history == null ? List.of() : history.records();
        told.forEach(record -> records.put(record.version(), record));
        newestRecord = told.isEmpty() ? null : told.getFirst().version();
        timeline.applied().stream()
                .filter(row -> records.containsKey(row.version()) && !onDisk(row))
                .map(TimelineRow::version)
                .forEach(missing::add);
    }

    /** What the script finds at a row, and what to do. */
    List<Note> of(TimelineRow row) {
        if (!row.lane().inDatabase()) {
            return skipped(row);
        }
        List<Note> cases = new ArrayList<>(2);
        if (dirty && row.version().equals(current)) {
            cases.add(told("dirty", row.version().text()));
        }
        AppliedRecord record = records.get(row.version());
        if (record != null) {
            recorded(row, record, cases);
        } else {
            unrecorded(row, cases);
        }
        return cases;
    }

    private void recorded(TimelineRow row, AppliedRecord record, List<Note> cases) {
        Version version = row.version();
        if (!missing.contains(version)) {
            if (changed(row, record)) {
                cases.add(told("changed"));
            }
            return;
        }
        timeline.rows().stream()
                .filter(other ->
                        other.version().equals(version) && !other.lane().inDatabase())
                .forEach(other -> cases.add(told("reused", named(row.migration()), named(other.migration()))));
        if (row.lane() == Lane.BOTH) {
            cases.add(told("renamed", record.fileName()));
        } else {
            cases.add(told(undoes(record) ? "missing" : "missingDown", record.fileName()));
        }
        String above = above(version);
        if (!above.isEmpty()) {
            cases.add(told("notContiguous", above));
        }
    }

    private void unrecorded(TimelineRow row, List<Note> cases) {
        if (newestRecord != null && row.version().compareTo(newestRecord) > 0) {
            cases.add(told("untracked", newestRecord.text(), row.version().text()));
        }
        List<String> names = row.candidates().stream()
                .map(candidate -> named(candidate.migration()))
                .distinct()
                .toList();
        if (row.evidence() == Evidence.AMBIGUOUS && names.size() > 1) {
            cases.add(told("undecided", String.join(", ", names)));
        }
        caches.forEach(cache -> cached(row, cache, cases));
    }

    /** A name without a text proves nothing; it is of use where something else is shown, or nothing certain. */
    private void cached(TimelineRow row, MigrationCache cache, List<Note> cases) {
        if (!cache.readable()) {
            if (row.version().equals(current)) {
                cases.add(told("cacheUnreadable", cache.path()));
            }
            return;
        }
        String named = cache.names().get(row.version());
        if (named != null && (row.evidence() == Evidence.AMBIGUOUS || !named.equals(downFile(row)))) {
            cases.add(told("cached", cache.path(), named));
        }
    }

    private static @Nullable String downFile(TimelineRow row) {
        Script down = row.migration().down();
        return down == null ? null : down.fileName();
    }

    /** What only the checkout has under a number at which the database has something else. */
    private List<Note> skipped(TimelineRow row) {
        return timeline.applied().stream()
                .filter(other -> other.version().equals(row.version()))
                .map(other -> told("skipped", named(other.migration())))
                .toList();
    }

    /** The applied versions above one, up to the top, that are not missing: the script goes down from the top only. */
    private String above(Version version) {
        return timeline.applied().stream()
                .map(TimelineRow::version)
                .filter(other -> other.compareTo(version) > 0 && !missing.contains(other))
                .map(Version::text)
                .collect(Collectors.joining(", "));
    }

    /** Whether the checkout has the file under the name that was recorded. */
    private static boolean onDisk(TimelineRow row) {
        return row.lane() == Lane.BOTH && !row.has(Note.Renamed.class);
    }

    private static boolean changed(TimelineRow row, AppliedRecord record) {
        return row.has(Note.Edited.class)
                || row.candidates().stream()
                        .filter(DevelopCases::inWorkingTree)
                        .map(Candidate::migration)
                        .filter(found -> found.name().equals(row.migration().name()))
                        .anyMatch(found ->
                                differs(record.upText(), found.up()) || differs(record.downText(), found.down()));
    }

    private static boolean inWorkingTree(Candidate candidate) {
        return candidate.foundAt().stream().anyMatch(place -> place.place() == Place.WORKING_TREE);
    }

    private static boolean undoes(AppliedRecord record) {
        return record.downText() != null && !record.downText().isBlank();
    }

    private static boolean differs(@Nullable String recorded, @Nullable Script onDisk) {
        return recorded != null
                && onDisk != null
                && !ContentId.of(recorded.getBytes(StandardCharsets.UTF_8)).equals(onDisk.content());
    }

    private static String named(Migration migration) {
        return (migration.version().text() + " " + migration.name()).strip();
    }

    private static Note told(String what, String... arguments) {
        return new Note.ToolsCase("note.coder." + what, List.of(arguments));
    }
}
