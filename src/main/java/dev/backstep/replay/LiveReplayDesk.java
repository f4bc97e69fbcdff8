package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The desk over a real server, which is started by the first call and stays until the desk is closed. */
public final class LiveReplayDesk implements ReplayDesk {

    private final Path parent;
    private final Path programs;
    private final ReplayLimits limits;
    private final ReentrantLock one = new ReentrantLock();
    private final AtomicReference<@Nullable Guard> underWay = new AtomicReference<>();
    private volatile boolean closed;
    private @Nullable ThrowawayServer server;

    /**
     * @param parent where throwaway servers keep their folders
     * @param programs where PostgreSQL's programs are unpacked to, once
     */
    public LiveReplayDesk(Path parent, Path programs, ReplayLimits limits) {
        this.parent = parent;
        this.programs = programs;
        this.limits = limits;
    }

    @Override
    public Replayed observe(
            List<ReplayMigration> migrations, Predicate<Version> chosen, CatalogScope scope, ReplayProgress progress)
            throws BackstepException {
        return work((role, guard) -> {
            try (ReplayDatabase database = ReplayDatabase.empty(role, limits, guard)) {
                return new Replay(database, scope).run(migrations, chosen, progress);
            }
        });
    }

    /** What all candidates begin with is replayed once. */
    @Override
    public Likeness compare(
            CatalogSnapshot live, List<CandidateHistory> candidates, CatalogScope scope, ReplayProgress progress)
            throws BackstepException {
        List<ReplayMigration> common = common(candidates);
        int rest = candidates.stream()
                .mapToInt(candidate -> candidate.migrations().size() - common.size())
                .sum();
        ReplayProgress counted = (done, ignored) -> progress.replayed(done, common.size() + rest);
        return work((role, guard) -> {
            try (ReplayDatabase base = ReplayDatabase.empty(role, limits, guard)) {
                Replayed beginning = new Replay(base, scope).run(common, version -> false, counted);
                return beginning.failure() == null
                        ? compare(base, live, candidates, scope, counted, common.size())
                        : new Likeness(candidates.stream()
                                .map(candidate -> Likeness.compare(candidate, beginning, live))
                                .toList());
            }
        });
    }

    private static Likeness compare(
            ReplayDatabase base,
            CatalogSnapshot live,
            List<CandidateHistory> candidates,
            CatalogScope scope,
            ReplayProgress progress,
            int common)
            throws SQLException {
        List<Likeness.Compared> compared = new ArrayList<>();
        int before = common;
        for (CandidateHistory candidate : candidates) {
            int from = before;
            List<ReplayMigration> rest = candidate
                    .migrations()
                    .subList(common, candidate.migrations().size());
            try (ReplayDatabase copy = base.copy()) {
                Replayed end = new Replay(copy, scope)
                        .run(rest, version -> false, (done, total) -> progress.replayed(from + done, total));
                compared.add(Likeness.compare(candidate, end, live));
            }
            before += rest.size();
        }
        return new Likeness(compared);
    }

    private static List<ReplayMigration> common(List<CandidateHistory> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<ReplayMigration> first = candidates.getFirst().migrations();
        int length = first.size();
        for (CandidateHistory candidate : candidates) {
            int same = 0;
            while (same < Math.min(length, candidate.migrations().size())
                    && candidate
                            .migrations()
                            .get(same)
                            .up()
                            .equals(first.get(same).up())) {
                same++;
            }
            length = same;
        }
        return first.subList(0, length);
    }

    @Override
    public <T> T lend(
            List<ReplayMigration> below,
            List<ReplayMigration> above,
            CatalogScope scope,
            ReplayProgress progress,
            Stage.Work<T> work)
            throws BackstepException {
        int total = below.size() + above.size();
        return work((role, guard) -> {
            try (ReplayDatabase base = ReplayDatabase.empty(role, limits, guard)) {
                Replayed first = new Replay(base, scope)
                        .run(below, version -> false, (done, _) -> progress.replayed(done, total));
                if (first.failure() != null) {
                    return work.unable(first.failure());
                }
                Replayed second = new Replay(base, scope)
                        .run(above, version -> false, (done, _) -> progress.replayed(below.size() + done, total));
                if (second.failure() != null) {
                    return work.unable(second.failure());
                }
                try (Stage stage = new Stage(base, first.schema(), second.schema())) {
                    return work.on(stage);
                }
            }
        });
    }

    /** One replay. */
    @FunctionalInterface
    private interface Work<T> {
        T with(ScriptRole role, Guard guard) throws SQLException, BackstepException;
    }

    private <T> T work(Work<T> work) throws BackstepException {
        one.lock();
        try (Guard guard = new Guard(limits)) {
            underWay.set(guard);
            try (ScriptRole role = server().role()) {
                return work.with(role, guard);
            }
        } catch (SQLException e) {
            // It is not known what was left on the server: the next replay gets another one.
            stop();
            throw ThrowawayServer.failed(e);
        } finally {
            underWay.set(null);
            one.unlock();
        }
    }

    private ThrowawayServer server() throws BackstepException {
        if (closed) {
            throw new BackstepException("replay.closed", null);
        }
        if (server == null) {
            server = ThrowawayServer.start(parent, programs);
        }
        return server;
    }

    private void stop() throws BackstepException {
        ThrowawayServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void cancel() {
        Guard guard = underWay.get();
        if (guard != null) {
            guard.request();
        }
    }

    @Override
    public void close() throws BackstepException {
        closed = true;
        cancel();
        one.lock();
        try {
            stop();
        } finally {
            one.unlock();
        }
    }
}
