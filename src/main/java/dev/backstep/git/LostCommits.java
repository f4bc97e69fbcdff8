package dev.backstep.git;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the commits that no ref reaches: first those that a reflog still names, then every commit in the object
 * store. The second takes at most {@value #MOST_SECONDS} seconds; a search that was cut off is said.
 */
final class LostCommits {

    private static final long MOST_SECONDS = 3;

    private final Repository repository;
    private final RevWalk walk;
    private final Warnings warnings;
    private final HistorySearch<?> search;

    LostCommits(Repository repository, RevWalk walk, Warnings warnings, HistorySearch<?> search) {
        this.repository = repository;
        this.walk = walk;
        this.warnings = warnings;
        this.search = search;
    }

    /** Goes on with a search whose walk over the refs is over, until it is done. */
    void walk() {
        try {
            walk(reflogs());
            if (!search.done()) {
                walk(unreachable());
            }
        } catch (IOException e) {
            warnings.passOver("git.history_cut", e);
        }
    }

    /** A commit to be looked at, and where it is. */
    private record Lost(RevCommit commit, Provenance place) {}

    private List<Lost> reflogs() throws IOException {
        List<Lost> starts = new ArrayList<>();
        for (Reflogs.Left left : Reflogs.read(repository)) {
            RevCommit commit = commit(left.commit());
            if (commit != null) {
                Provenance.Left past = new Provenance.Left(left.until());
                starts.add(new Lost(commit, new Provenance(Place.REFLOG, left.branch(), null, past)));
            }
        }
        return starts;
    }

    private List<Lost> unreachable() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(MOST_SECONDS).toNanos();
        List<ObjectId> stored = new ArrayList<>();
        boolean all = StoredCommits.find(
                repository.getCommonDirectory().toPath().resolve("objects"),
                () -> {
                    Cancelled.check();
                    return System.nanoTime() < end;
                },
                stored::add);
        if (!all) {
            warnings.add(new BackstepException("git.unreachable_cut", null, MOST_SECONDS));
        }
        List<Lost> starts = new ArrayList<>();
        for (ObjectId id : stored) {
            RevCommit known = walk.lookupCommit(id);
            RevCommit commit = search.walked(known) ? null : commit(id);
            if (commit != null) {
                starts.add(new Lost(commit, new Provenance(Place.UNREACHABLE, HistorySearch.name(commit), null)));
            }
        }
        return starts;
    }

    /** Newest commit first; a parent is where the child is by which it was reached. */
    private void walk(List<Lost> starts) throws IOException {
        PriorityQueue<Lost> queue = new PriorityQueue<>(
                Comparator.comparingInt((Lost lost) -> lost.commit().getCommitTime())
                        .reversed());
        queue.addAll(starts);
        while (!search.done() && !queue.isEmpty()) {
            Lost lost = queue.remove();
            if (!search.isNew(lost.commit())) {
                continue;
            }
            search.look(lost.commit(), lost.place());
            for (RevCommit each : lost.commit().getParents()) {
                RevCommit parent = search.walked(each) ? null : commit(each);
                if (parent != null) {
                    queue.add(new Lost(parent, at(lost.place(), parent)));
                }
            }
        }
    }

    private static Provenance at(Provenance child, RevCommit parent) {
        return child.place() == Place.UNREACHABLE
                ? new Provenance(Place.UNREACHABLE, HistorySearch.name(parent), null)
                : child;
    }

    /** The commit; null for what is none, or is gone: git removes what nothing reaches, and that is no damage. */
    private @Nullable RevCommit commit(ObjectId id) throws IOException {
        try {
            if (id.equals(ObjectId.zeroId())) {
                return null;
            }
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? commit : null;
        } catch (MissingObjectException e) {
            return null;
        }
    }
}
