package dev.backstep.timeline;

import dev.backstep.model.History;
import dev.backstep.model.Lane;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says where things stand. "In sync" only where nothing speaks against it. */
final class Judgement {

    private final TimelineSources sources;
    private final Applied applied;
    private final Doubts doubts;

    Judgement(TimelineSources sources, Applied applied, Doubts doubts) {
        this.sources = sources;
        this.applied = applied;
        this.doubts = doubts;
    }

    Verdict verdict(List<TimelineRow> rows, @Nullable Version ancestor) {
        int pending = count(rows, Lane.CHECKOUT)
                + (int) rows.stream()
                        .filter(row -> row.has(Note.Outdated.class))
                        .count();
        History history = sources.history();
        if (history == null) {
            return sources.databaseEmpty() ? new Verdict.EmptyDatabase(pending) : new Verdict.NoHistoryTable(pending);
        }
        if (history.dirty()) {
            return new Verdict.Dirty(history.current(), next(history.current()));
        }
        if (sources.track().folder() == null) {
            return new Verdict.NoFolder(history.current());
        }
        int edited =
                (int) rows.stream().filter(row -> row.has(Note.Edited.class)).count();
        int ahead = count(rows, Lane.DATABASE) + edited;
        boolean skipped = rows.stream().anyMatch(row -> row.has(Note.PendingBelow.class));
        if (ahead > 0 && pending == 0 && edited == 0) {
            return new Verdict.Ahead(ahead, ancestor);
        }
        if (ahead > 0 || skipped) {
            return new Verdict.Diverged(ahead, pending, ancestor);
        }
        if (!doubts.versions().isEmpty()) {
            return new Verdict.Unverified(doubts.versions(), pending);
        }
        return pending > 0 ? new Verdict.Behind(pending, history.current()) : new Verdict.InSync(history.current());
    }

    /** The version above a dirty one, as far as any place knows it: its down script may be the one that failed. */
    private @Nullable Version next(@Nullable Version current) {
        Stream<MigrationSet> nearest = Stream.concat(applied.source().stream(), sources.sets().stream());
        return nearest.map(set -> current == null
                        ? set.migrations().isEmpty() ? null : set.migrations().firstKey()
                        : set.migrations().higherKey(current))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static int count(List<TimelineRow> rows, Lane lane) {
        return (int) rows.stream()
                .filter(row -> row.lane() == lane)
                .filter(row -> !row.has(Note.Baseline.class) && !row.has(Note.BelowBaseline.class))
                .count();
    }
}
