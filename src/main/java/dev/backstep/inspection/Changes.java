package dev.backstep.inspection;

import dev.backstep.model.Candidate;
import dev.backstep.model.Change;
import dev.backstep.model.Head;
import dev.backstep.model.History;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares two inspections of one workspace. */
public final class Changes {

    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /** What is different on one track; empty when nothing is, or when one of the sides could not be read. */
    public static List<Change> between(Inspection before, Inspection after, String track) {
        Timeline earlier = named(before, track);
        Timeline later = named(after, track);
        if (earlier == null
                || later == null
                || !(before.checkout() instanceof Inspection.Read was)
                || !(after.checkout() instanceof Inspection.Read is)) {
            return List.of();
        }
        Changes changes = new Changes();
        boolean switched = was.head() != null && is.head() != null && changes.addHead(was.head(), is.head());
        if (!switched) {
            changes.addFiles(inCheckout(earlier), inCheckout(later));
        }
        changes.addHistory(earlier.history(), later.history());
        return changes.changes;
    }

    private static @Nullable Timeline named(Inspection inspection, String track) {
        return inspection.timelines().stream()
                .filter(timeline -> timeline.track().name().equals(track))
                .findFirst()
                .orElse(null);
    }

    /** Whether something else is checked out, so that other files are no news of their own. */
    private boolean addHead(Head was, Head is) {
        if (!was.name().equals(is.name())) {
            changes.add(new Change.Switched(was.name(), is.name()));
            return true;
        }
        if (!Objects.equals(was.commit(), is.commit())) {
            changes.add(new Change.Committed(is.name(), is.commit()));
        }
        return false;
    }

    private void addHistory(@Nullable History was, @Nullable History is) {
        if (was == null || is == null) {
            return;
        }
        if (!Objects.equals(was.current(), is.current())) {
            changes.add(new Change.Moved(was.current(), is.current()));
        }
        if (was.dirty() != is.dirty()) {
            changes.add(new Change.Dirty(is.dirty()));
        }
    }

    private void addFiles(Map<Version, Migration> was, Map<Version, Migration> is) {
        List<Version> added =
                is.keySet().stream().filter(v -> !was.containsKey(v)).toList();
        List<Version> removed =
                was.keySet().stream().filter(v -> !is.containsKey(v)).toList();
        List<Version> edited = is.values().stream()
                .filter(now -> {
                    Migration then = was.get(now.version());
                    return then != null && !then.sameScripts(now);
                })
                .map(Migration::version)
                .toList();
        if (!added.isEmpty() || !removed.isEmpty() || !edited.isEmpty()) {
            changes.add(new Change.Files(added, removed, edited));
        }
    }

    private static Map<Version, Migration> inCheckout(Timeline timeline) {
        Map<Version, Migration> migrations = new TreeMap<>();
        timeline.rows().stream()
                .filter(row -> row.lane().inCheckout())
                .forEach(row -> migrations.put(row.version(), inCheckout(row)));
        return migrations;
    }

    /** A row shows what the database has; what is on disk may differ from it. */
    private static Migration inCheckout(TimelineRow row) {
        return row.candidates().stream()
                .filter(each -> each.foundAt().stream().anyMatch(place -> place.place() == Place.WORKING_TREE))
                .map(Candidate::migration)
                .findFirst()
                .orElse(row.migration());
    }
}
