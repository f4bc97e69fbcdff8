package dev.backstep.rollback.repair;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Candidate;
import dev.backstep.model.History;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import dev.backstep.model.ScriptReader;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import dev.backstep.sql.ScriptFacts;
import dev.backstep.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations a dirty mark can be about. Golang-migrate marks the version that it is on the way to: up N and the down of
 * the one above N look the same. Flyway marks the row of the migration that failed.
 *
 * @param below what is applied below the marked version, the first one first
 * @param at the migration of the marked version; null for golang-migrate's dirty nil version
 * @param above the next one, whose down script may have failed; null where none is known, and where the tool marks the
 *     migration itself
 */
record Suspects(
        List<TimelineRow> below,
        @Nullable TimelineRow at,
        @Nullable TimelineRow above) {

    /** @throws BackstepException where there is no mark, or it is of a shape for which nothing is offered */
    static Suspects of(Timeline timeline) throws BackstepException {
        History history = timeline.history();
        if (history == null || !history.dirty()) {
            throw new BackstepException(
                    "repair.notDirty", null, timeline.track().name());
        }
        Version marked = history.complete() ? failed(history) : history.current();
        List<TimelineRow> applied = timeline.applied().reversed().stream()
                .filter(row -> !row.version().isRepeatable())
                .toList();
        TimelineRow at = applied.stream()
                .filter(row -> row.version().equals(marked))
                .findFirst()
                .orElse(null);
        if (marked != null && at == null) {
            throw new BackstepException("repair.unknownVersion", null, marked.text());
        }
        List<TimelineRow> below = at == null ? List.of() : applied.subList(0, applied.indexOf(at));
        TimelineRow above = history.complete() ? null : above(timeline);
        if (at == null && above == null) {
            throw new BackstepException("repair.unknownVersion", null, "-1");
        }
        return new Suspects(below, at, above);
    }

    /** The one failed row, which has to be the newest: what came after it would be undone with it. */
    private static Version failed(History history) throws BackstepException {
        AppliedRecord newest = history.records().getFirst();
        AppliedRecord.Row row = newest.row();
        long failed = history.records().stream()
                .filter(record -> record.row() != null && !record.row().success())
                .count();
        if (failed != 1 || row == null || row.success() || newest.version().isRepeatable()) {
            throw new BackstepException("repair.toolsOwn", null, history.table().tool());
        }
        return newest.version();
    }

    private static @Nullable TimelineRow above(Timeline timeline) {
        Version next = timeline.verdict() instanceof Verdict.Dirty(Version _, Version above) ? above : null;
        return timeline.rows().stream()
                .filter(row -> row.lane() == Lane.CHECKOUT && row.version().equals(next))
                .findFirst()
                .orElse(null);
    }

    /** What is replayed of what the history says, the first one first. */
    List<TimelineRow> upToTheMark() {
        List<TimelineRow> rows = new ArrayList<>(below);
        if (at != null) {
            rows.add(at);
        }
        return rows;
    }

    /** The version below the marked one; null for nothing applied. */
    @Nullable
    Version lower() {
        return below.isEmpty() ? null : below.getLast().version();
    }

    /** The marked version; null for nothing applied. */
    @Nullable
    Version marked() {
        return at == null ? null : at.version();
    }

    /** A row's script; null where it has none, or it could not be read, or there is nothing in it to be run. */
    static @Nullable Attempt attempt(
            TimelineRow row, boolean up, @Nullable Version from, @Nullable Version to, ScriptReader scripts) {
        Migration migration = row.migrationInCheckout();
        Script script = up ? migration.up() : migration.down();
        if (script == null || script.traits().contains(Script.Trait.PLACEHOLDERS)) {
            return null;
        }
        try {
            String text = new String(scripts.read(script), StandardCharsets.UTF_8);
            List<String> statements = ScriptFacts.of(text).statements().stream()
                    .map(Statement::text)
                    .filter(statement ->
                            ScriptFacts.of(statement).transactionControl().isEmpty())
                    .toList();
            return statements.isEmpty() ? null : new Attempt(migration, up, from, to, statements);
        } catch (BackstepException e) {
            return null;
        }
    }

    static @Nullable Provenance source(TimelineRow row) {
        return row.candidates().stream()
                .map(Candidate::foundAt)
                .flatMap(List::stream)
                .findFirst()
                .orElse(null);
    }
}
