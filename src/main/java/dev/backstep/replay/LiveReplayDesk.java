package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.nio.file.Path;
import java.sql.SQLException;
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

    @Override
    public Likeness compare(
            CatalogSnapshot live, List<CandidateHistory> candidates, CatalogScope scope, ReplayProgress progress)
            throws BackstepException {
        return work((role, guard) -> {
            try (ReplayDatabase empty = ReplayDatabase.empty(role, limits, guard)) {
                return new CandidateTree(live, scope, progress).compare(empty, candidates);
            }
        });
    }

    @Override
    public <T> T lend(
            List<ReplayMigration> below,
            List<ReplayMigration> above,
            List<ReplayMigration> instead,
            CatalogScope scope,
            ReplayProgress progress,
            Stage.Work<T> work)
            throws BackstepException {
        int total = below.size() + above.size() + instead.size();
        return work((role, guard) -> {
            try (ReplayDatabase base = ReplayDatabase.empty(role, limits, guard)) {
                Replayed first = new Replay(base, scope)
                        .run(below, version -> false, (done, _) -> progress.replayed(done, total));
                Replayed other = first.failure() == null && !instead.isEmpty()
                        ? beside(base, instead, scope, (done, _) -> progress.replayed(below.size() + done, total))
                        : first;
                int before = below.size() + instead.size();
                Replayed second = other.failure() == null
                        ? new Replay(base, scope)
                                .run(above, version -> false, (done, _) -> progress.replayed(before + done, total))
                        : other;
                if (second.failure() != null) {
                    return work.unable(second.failure());
                }
                try (Stage stage = new Stage(base, other.schema(), second.schema())) {
                    return work.on(stage);
                }
            }
        });
    }

    private static Replayed beside(
            ReplayDatabase base, List<ReplayMigration> migrations, CatalogScope scope, ReplayProgress progress)
            throws SQLException {
        try (ReplayDatabase copy = base.copy()) {
            return new Replay(copy, scope).run(migrations, version -> false, progress);
        }
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
            BackstepException problem = ThrowawayServer.failed(e);
            try {
                stop();
            } catch (BackstepException cleanUp) {
                problem.addSuppressed(cleanUp);
            }
            throw problem;
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
