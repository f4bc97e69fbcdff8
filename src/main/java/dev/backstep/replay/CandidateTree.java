package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.replay.ReplayFailure.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replays candidate histories, what several have in common once: where they part, each goes on with a copy of the database.
 *
 * <p>A script that contradicts those before it is passed over, as the tool's own "force" does, and the replay goes on:
 * somebody may have done just that, and then the rest was applied.
 */
final class CandidateTree {

    private final CatalogSnapshot live;
    private final CatalogScope scope;
    private final ReplayProgress progress;
    private final List<Likeness.Compared> compared = new ArrayList<>();
    private int done;
    private int total;

    CandidateTree(CatalogSnapshot live, CatalogScope scope, ReplayProgress progress) {
        this.live = live;
        this.scope = scope;
        this.progress = progress;
    }

    /** Compares each candidate with the live catalogs; {@code empty} is used up. */
    Likeness compare(ReplayDatabase empty, List<CandidateHistory> candidates) throws SQLException {
        total = scripts(candidates);
        replay(empty, candidates, 0, List.of());
        return new Likeness(compared);
    }

    /** How many scripts run when what is common runs once. */
    private static int scripts(List<CandidateHistory> candidates) {
        Set<List<String>> beginnings = new HashSet<>();
        for (CandidateHistory candidate : candidates) {
            List<String> ups =
                    candidate.migrations().stream().map(ReplayMigration::up).toList();
            for (int length = 1; length <= ups.size(); length++) {
                beginnings.add(ups.subList(0, length));
            }
        }
        return beginnings.size();
    }

    /** All of {@code group} have the same first {@code depth} scripts, which have run on {@code base}. */
    private void replay(ReplayDatabase base, List<CandidateHistory> group, int depth, List<ReplayFailure> passedBefore)
            throws SQLException {
        List<ReplayFailure> passed = new ArrayList<>(passedBefore);
        int at = depth;
        Map<String, List<CandidateHistory>> next = next(group, at);
        while (next.size() == 1 && next.values().iterator().next().size() == group.size()) {
            ReplayMigration migration = group.getFirst().migrations().get(at);
            ReplayFailure failure = base.up(migration);
            if (failure != null && failure.kind() != Kind.CONTRADICTED) {
                group.forEach(candidate -> compared.add(Likeness.failed(candidate, failure, passed)));
                return;
            }
            if (failure != null) {
                passed.add(failure);
            }
            progress.replayed(++done, total);
            next = next(group, ++at);
        }
        end(base, group, at, passed);
        part(base, List.copyOf(next.values()), at, passed);
    }

    /** Those that have come to their end; equal ones may be several. */
    private void end(ReplayDatabase base, List<CandidateHistory> group, int at, List<ReplayFailure> passed)
            throws SQLException {
        List<CandidateHistory> ended = group.stream()
                .filter(candidate -> candidate.migrations().size() == at)
                .toList();
        if (!ended.isEmpty()) {
            CatalogSnapshot schema = base.snapshot(scope);
            ended.forEach(candidate -> compared.add(Likeness.compare(candidate, passed, schema, live)));
        }
    }

    /** The last one needs the database no more than it is; the others go on with a copy. */
    private void part(ReplayDatabase base, List<List<CandidateHistory>> parts, int at, List<ReplayFailure> passed)
            throws SQLException {
        for (int i = 0; i < parts.size() - 1; i++) {
            try (ReplayDatabase copy = base.copy()) {
                replay(copy, parts.get(i), at, passed);
            }
        }
        if (!parts.isEmpty()) {
            replay(base, parts.getLast(), at, passed);
        }
    }

    private static Map<String, List<CandidateHistory>> next(List<CandidateHistory> group, int at) {
        Map<String, List<CandidateHistory>> next = new LinkedHashMap<>();
        for (CandidateHistory candidate : group) {
            if (at < candidate.migrations().size()) {
                next.computeIfAbsent(candidate.migrations().get(at).up(), _ -> new ArrayList<>())
                        .add(candidate);
            }
        }
        return next;
    }
}
