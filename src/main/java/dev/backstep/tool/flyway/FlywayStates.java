package dev.backstep.tool.flyway;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.History;
import dev.backstep.model.Lane;
import dev.backstep.model.Note;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code flyway info} calls the state of each migration, word for word ({@code MigrationState},
 * {@code BaseAppliedMigration}, {@code ResolvedMigration}), without a target and without {@code outOfOrder}.
 */
final class FlywayStates {

    private final Map<Version, AppliedRecord> applied = new HashMap<>();
    private final Set<Version> outOfOrder = new HashSet<>();
    private final Set<Version> resolved = new HashSet<>();
    private final @Nullable Version lastResolved;
    private final @Nullable Version lastApplied;
    private final @Nullable Version baseline;

    FlywayStates(Timeline timeline) {
        History history = timeline.history();
        List<AppliedRecord> newestFirst = history == null ? List.of() : history.records();
        baseline = history == null ? null : history.baseline();
        Version highest = null;
        for (AppliedRecord record : newestFirst.reversed()) {
            applied.put(record.version(), record);
            if (record.version().isRepeatable()) {
                continue;
            }
            if (highest == null || record.version().compareTo(highest) > 0) {
                highest = record.version();
            } else {
                outOfOrder.add(record.version());
            }
        }
        lastApplied = highest;
        timeline.rows().stream()
                .filter(FlywayStates::isResolved)
                .map(TimelineRow::version)
                .forEach(resolved::add);
        lastResolved = resolved.stream()
                .filter(Predicate.not(Version::isRepeatable))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    String of(TimelineRow row) {
        AppliedRecord record = applied.get(row.version());
        if (row.lane().inDatabase()) {
            return record == null ? "" : applied(row, record);
        }
        // Of two rows of one version Flyway sees one only: the one that is applied.
        boolean alone = record == null || record.isBaseline();
        return alone && isResolved(row) ? pending(row.version()) : "";
    }

    /** Whether the checkout has what applies it; an undo file alone is no migration. */
    private static boolean isResolved(TimelineRow row) {
        for (Note note : row.notes()) {
            if (note instanceof Note.Edited edited) {
                return edited.inCheckout().up() != null;
            }
        }
        return row.lane() == Lane.BOTH
                || (row.lane() == Lane.CHECKOUT && row.migration().up() != null);
    }

    private String applied(TimelineRow row, AppliedRecord record) {
        Version version = row.version();
        boolean success = Objects.requireNonNull(record.row()).success();
        if (record.isBaseline()) {
            return "Baseline";
        }
        if (!resolved.contains(version)) {
            boolean missing = version.isRepeatable() || (lastResolved != null && version.compareTo(lastResolved) < 0);
            String word = missing ? "Missing" : "Future";
            return success ? word : "Failed (" + word + ")";
        }
        if (!success) {
            return "Failed";
        }
        if (row.has(Note.Outdated.class)) {
            return "Outdated";
        }
        return outOfOrder.contains(version) ? "Out of Order" : "Success";
    }

    private String pending(Version version) {
        if (version.isRepeatable()) {
            return "Pending";
        }
        int toBaseline = baseline == null ? 1 : version.compareTo(baseline);
        if (toBaseline <= 0) {
            return toBaseline < 0 ? "Below Baseline" : "Ignored (Baseline)";
        }
        return lastApplied != null && version.compareTo(lastApplied) < 0 ? "Ignored" : "Pending";
    }
}
