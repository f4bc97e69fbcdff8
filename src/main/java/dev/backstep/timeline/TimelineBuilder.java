package dev.backstep.timeline;

import dev.backstep.model.AppliedRecord;
import dev.backstep.model.Candidate;
import dev.backstep.model.Evidence;
import dev.backstep.model.History;
import dev.backstep.model.History.Keeping;
import dev.backstep.model.HistoryComparison;
import dev.backstep.model.Lane;
import dev.backstep.model.Migration;
import dev.backstep.model.MigrationSet;
import dev.backstep.model.Note;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Timeline;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Track;
import dev.backstep.model.Verdict;
import dev.backstep.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Merges what the database says and what the checkout holds into one timeline. */
public final class TimelineBuilder {

    private final TimelineSources sources;
    private final @Nullable History history;
    private final @Nullable Version current;
    private final NavigableMap<Version, Migration> checkout;
    private final @Nullable NavigableMap<Version, Migration> committed;
    private final Applied applied;
    private final Candidates candidates;
    private final Doubts doubts;
    private final Renumbering renumbering;
    private final Releases releases;

    private TimelineBuilder(TimelineSources sources) {
        this.sources = sources;
        history = sources.history();
        current = history == null ? null : history.current();
        checkout = sources.checkout()
                .map(MigrationSet::migrations)
                .orElseGet(() -> Collections.unmodifiableNavigableMap(new TreeMap<>()));
        committed = sources.committed().map(MigrationSet::migrations).orElse(null);
        applied = new Applied(sources, history);
        candidates = new Candidates(sources);
        addWhatOnlyTheHistoryHas();
        MigrationSet instead = sources.instead();
        if (instead != null) {
            instead.migrations().values().forEach(migration -> candidates.add(migration, instead.places()));
        }
        doubts = new Doubts(sources, applied, candidates, applied.newest(current));
        renumbering = new Renumbering(applied.migrations(), checkout);
        releases = new Releases(sources.sets());
    }

    /** The timeline of one track. */
    public static Timeline build(TimelineSources sources) {
        return new TimelineBuilder(sources).build();
    }

    /** The timeline of a track whose history table could not be made sense of: nothing is drawn. */
    public static Timeline unreadable(Track track, String reason) {
        return new Timeline(track, null, List.of(), null, new Verdict.UnreadableHistory(reason), List.of());
    }

    private Timeline build() {
        List<TimelineRow> ascending = rows();
        Version ancestor = Ancestor.of(ascending, current);
        List<String> duplicates =
                sources.checkout().map(MigrationSet::duplicates).orElse(List.of());
        return new Timeline(
                sources.track(),
                history,
                RowOrder.newestFirst(ascending),
                ancestor,
                new Judgement(sources, applied, doubts).verdict(ascending, ancestor),
                duplicates,
                sources.compared());
    }

    /** The likeliest history, or the database's own record, may hold texts that no ref has any more. */
    private void addWhatOnlyTheHistoryHas() {
        for (Migration migration : applied.migrations().values()) {
            boolean held = applied.holdsTexts(migration.version());
            boolean known = candidates.around(migration).stream()
                    .anyMatch(candidate -> candidate.migration().sameScripts(migration));
            if (held) {
                candidates.add(migration, List.of(new Provenance(Place.DATABASE, "_develop.applied_migrations", null)));
            } else if (!known && (migration.up() != null || migration.down() != null)) {
                applied.source().ifPresent(source -> candidates.add(migration, source.places()));
            }
        }
    }

    private List<TimelineRow> rows() {
        List<Version> versions = inOrder();
        List<TimelineRow> rows = new ArrayList<>(versions.size());
        for (Version version : versions) {
            Migration mine = applied.migrations().get(version);
            Migration theirs = checkout.get(version);
            if (mine != null && (theirs == null || !joins(mine, theirs))) {
                rows.add(databaseRow(mine, Lane.DATABASE, null));
            } else if (mine != null) {
                rows.add(databaseRow(mine, Lane.BOTH, theirs));
            }
            if (theirs != null && (mine == null || !joins(mine, theirs))) {
                rows.add(checkoutRow(theirs));
            }
        }
        return rows;
    }

    /** The applied versions as they were applied; each pending one after the highest applied one below it. */
    private List<Version> inOrder() {
        Map<Version, List<Version>> above = new HashMap<>();
        List<Version> ordered = new ArrayList<>();
        for (Version version : checkout.keySet()) {
            Version below = applied.migrations().lowerKey(version);
            if (applied.migrations().containsKey(version)) {
                continue;
            }
            if (below == null) {
                ordered.add(version);
            } else {
                above.computeIfAbsent(below, key -> new ArrayList<>(1)).add(version);
            }
        }
        for (Version version : applied.order()) {
            ordered.add(version);
            ordered.addAll(above.getOrDefault(version, List.of()));
        }
        return ordered;
    }

    /** Same text, or the same migration edited since: one row. Another migration under the same number: two rows. */
    private boolean joins(Migration mine, Migration theirs) {
        boolean unknown = mine.up() == null && mine.down() == null;
        if (unknown && applied.record(mine.version()) == null) {
            return false;
        }
        return (!unknown && mine.sameUp(theirs)) || mine.name().equals(theirs.name());
    }

    private TimelineRow databaseRow(Migration migration, Lane lane, @Nullable Migration inCheckout) {
        Version version = migration.version();
        AppliedRecord record = applied.record(version);
        boolean baseline = record != null && record.isBaseline();
        List<Candidate> found = baseline ? List.of() : agreeing(record, candidates.around(migration));
        List<Note> notes = new ArrayList<>(1);
        if (baseline) {
            notes.add(new Note.Baseline());
        } else if (inCheckout != null && version.isRepeatable() && !inCheckout.sameUp(migration)) {
            notes.add(new Note.Outdated(inCheckout));
        } else if (inCheckout != null && !inCheckout.sameUp(migration)) {
            notes.add(new Note.Edited(inCheckout));
        } else if (inCheckout != null && !inCheckout.name().equals(migration.name())) {
            notes.add(new Note.Renamed(inCheckout.name()));
        }
        if (lane == Lane.DATABASE) {
            renumbering.inCheckout(version).ifPresent(other -> notes.add(new Note.Renumbered(other)));
        }
        if (!doubts.without(version).isEmpty()) {
            notes.add(new Note.MayNotHaveRun(doubts.without(version)));
        }
        return new TimelineRow(migration, lane, evidence(migration, found), found, notes, releases.endingAt(migration));
    }

    private TimelineRow checkoutRow(Migration migration) {
        Version version = migration.version();
        List<Note> notes = new ArrayList<>(1);
        renumbering.inDatabase(version).ifPresent(other -> notes.add(new Note.Renumbered(other)));
        if (belowBaseline(version)) {
            notes.add(new Note.BelowBaseline());
        } else if (neverRuns(version)) {
            notes.add(new Note.PendingBelow(highest()));
        }
        if (committed != null && !isCommitted(migration, committed)) {
            notes.add(new Note.Uncommitted());
        }
        List<Candidate> found = candidates.around(migration).stream().limit(1).toList();
        return new TimelineRow(migration, Lane.CHECKOUT, Evidence.FOUND, found, notes, releases.endingAt(migration));
    }

    private boolean belowBaseline(Version version) {
        Version baseline = history == null ? null : history.baseline();
        return baseline != null && version.compareTo(baseline) <= 0;
    }

    private boolean neverRuns(Version version) {
        return current != null
                && history != null
                && !applied.order().isEmpty()
                && history.keeping() != Keeping.ROWS_FILLING_GAPS
                && version.compareTo(highest()) < 0;
    }

    /** Of what was applied, in whatever order. */
    private Version highest() {
        return applied.order().stream()
                .filter(version -> !version.isRepeatable())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The contents that may be what was applied; where none may, all that were found. */
    private static List<Candidate> agreeing(@Nullable AppliedRecord record, List<Candidate> found) {
        if (record == null || record.checksum() == null) {
            return found;
        }
        List<Candidate> agreeing = found.stream()
                .filter(candidate -> record.agrees(candidate.migration()))
                .toList();
        return agreeing.isEmpty() ? found : agreeing;
    }

    private static boolean isCommitted(Migration migration, Map<Version, Migration> committed) {
        Migration inHead = committed.get(migration.version());
        return inHead != null && inHead.sameScripts(migration);
    }

    private Evidence evidence(Migration migration, List<Candidate> found) {
        boolean several = found.size() > 1 && !applied.holdsTexts(migration.version());
        if (applied.proven(migration.version()) && !several) {
            return Evidence.PROVEN;
        }
        return switch (found.size()) {
            case 0 -> Evidence.MISSING;
            case 1 -> Evidence.FOUND;
            default -> observed(migration, found) ? Evidence.OBSERVED : Evidence.AMBIGUOUS;
        };
    }

    /** What a replay shows is the up script; which of several down scripts belongs to it stays open. */
    private boolean observed(Migration migration, List<Candidate> found) {
        HistoryComparison compared = sources.compared();
        return compared != null
                && compared.settles(migration.version())
                && found.stream()
                                .filter(candidate -> candidate.migration().sameUp(migration))
                                .count()
                        == 1;
    }
}
