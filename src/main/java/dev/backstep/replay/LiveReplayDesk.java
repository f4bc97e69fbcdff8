package dev.backstep.replay;

import dev.backstep.database.catalog.CatalogScope;
import dev.backstep.database.embedded.ServerFolder;
import dev.backstep.model.BackstepException;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
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
        return work(empty -> new Replay(empty, scope).run(migrations, chosen, progress));
    }

    @Override
    public Likeness compare(
            CatalogSnapshot live, List<CandidateHistory> candidates, CatalogScope scope, ReplayProgress progress)
            throws BackstepException {
        return work(empty -> new CandidateTree(live, scope, progress).compare(empty, candidates));
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
        return work(base -> {
            Replayed first =
                    new Replay(base, scope).run(below, version -> false, (done, _) -> progress.replayed(done, total));
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
        });
    }

    private static Replayed beside(
            ReplayDatabase base, List<ReplayMigration> migrations, CatalogScope scope, ReplayProgress progress)
            throws SQLException {
        try (ReplayDatabase copy = base.copy()) {
            return new Replay(copy, scope).run(migrations, version -> false, progress);
        }
    }

    @Override
    public Throwaway empty() throws BackstepException {
        Turn turn = new Turn();
        try {
            return new Throwaway(turn, turn.database());
        } catch (BackstepException e) {
            turn.close();
            throw e;
        }
    }

    @Override
    public Set<String> extensions() throws BackstepException {
        one.lock();
        try {
            return server().extensions();
        } catch (SQLException e) {
            throw ThrowawayServer.failed(e);
        } finally {
            one.unlock();
        }
    }

    /** Some of a replay. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException, BackstepException;
    }

    /** Some of it, on an empty database. */
    @FunctionalInterface
    private interface OnEmpty<T> {
        T with(ReplayDatabase empty) throws SQLException, BackstepException;
    }

    private <T> T work(OnEmpty<T> work) throws BackstepException {
        try (Turn turn = new Turn()) {
            return turn.run(() -> work.with(turn.database()));
        }
    }

    /** The server for one caller, who ends it on the same thread; nothing of what was made meanwhile stays. */
    final class Turn implements AutoCloseable {

        private final Guard guard;
        private @Nullable ScriptRole role;
        private @Nullable ReplayDatabase database;
        private boolean spoiled;

        private Turn() {
            one.lock();
            guard = new Guard(limits);
            underWay.set(guard);
        }

        /** The turn's database, empty when it is asked for first. */
        ReplayDatabase database() throws BackstepException {
            ReplayDatabase made = database;
            return made != null
                    ? made
                    : run(() -> {
                        ScriptRole scripts = server().role();
                        role = scripts;
                        ReplayDatabase empty = ReplayDatabase.empty(scripts, limits, guard);
                        database = empty;
                        return empty;
                    });
        }

        private <T> T run(Work<T> work) throws BackstepException {
            try {
                return work.run();
            } catch (SQLException e) {
                spoiled = true;
                throw ThrowawayServer.failed(e);
            }
        }

        /** Where it is not known what was left on the server, the next turn gets another one. */
        @Override
        public void close() throws BackstepException {
            BackstepException problem = null;
            try {
                run(this::remove);
            } catch (BackstepException e) {
                problem = e;
            }
            try {
                if (spoiled) {
                    stop();
                }
            } catch (BackstepException cleanUp) {
                if (problem == null) {
                    throw cleanUp;
                }
                problem.addSuppressed(cleanUp);
            } finally {
                underWay.set(null);
                one.unlock();
            }
            if (problem != null) {
                throw problem;
            }
        }

        private boolean remove() throws SQLException {
            ScriptRole scripts = role;
            ReplayDatabase made = database;
            try (guard;
                    scripts;
                    made) {
                return true;
            }
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
    public void removeLeftovers() throws BackstepException {
        try {
            ServerFolder.clearLeftovers(parent);
        } catch (IOException e) {
            throw new BackstepException("replay.folderFailed", e, parent.toString(), e.toString());
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
