package dev.backstep.git;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Walks the history of every ref, newest commit first, until each wanted thing was seen in the folder once.
 *
 * @param <K> what is looked for, such as a version
 */
final class HistorySearch<K> {

    private final RevWalk walk;
    private final FolderTrees trees;
    private final Function<String, Optional<K>> keyOf;
    private final Set<K> missing;
    private final Map<String, Optional<K>> keys = new HashMap<>();
    private final Set<ObjectId> seen = new HashSet<>();
    private final List<Listing> found = new ArrayList<>();
    private int commits;

    HistorySearch(RevWalk walk, FolderTrees trees, Set<K> wanted, Function<String, Optional<K>> keyOf) {
        this.walk = walk;
        this.trees = trees;
        this.keyOf = keyOf;
        this.missing = new HashSet<>(wanted);
    }

    /** How many commits were walked. */
    int commits() {
        return commits;
    }

    /** Runs to the end; what cannot be read ends the walk with a warning, and what was found stays. */
    List<Listing> run(List<Tip> tips, Warnings warnings) {
        try {
            walk.setRetainBody(false);
            for (Tip tip : tips) {
                walk.markStart(tip.commit());
            }
            while (!missing.isEmpty()) {
                RevCommit commit = walk.next();
                if (commit == null) {
                    break;
                }
                Cancelled.check();
                commits++;
                look(commit);
            }
        } catch (IOException e) {
            warnings.add(new BackstepException("git.history_cut", e, Reason.of(e)));
        }
        return found;
    }

    private void look(RevCommit commit) throws IOException {
        ObjectId tree = trees.treeUnder(commit.getTree());
        if (tree == null || !seen.add(tree)) {
            return;
        }
        int before = missing.size();
        trees.changes(
                tree, script -> keys.computeIfAbsent(script.fileName(), keyOf).ifPresent(missing::remove));
        if (missing.size() < before) {
            Provenance place =
                    new Provenance(Place.HISTORY, commit.abbreviate(7).name(), Commits.of(walk, commit));
            found.add(new Listing(List.of(place), trees.files(commit.getTree(), tree)));
        }
    }
}
