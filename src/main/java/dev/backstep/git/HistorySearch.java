package dev.backstep.git;

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
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Walks the history of every ref, newest commit first, until each wanted thing was seen in the folder once; what is still
 * missing then is looked for in {@link LostCommits}.
 *
 * @param <K> what is looked for, such as a version
 */
final class HistorySearch<K> {

    private final RevWalk walk;
    private final RevFlag walked;
    private final FolderTrees trees;
    private final Warnings warnings;
    private final Function<String, Optional<K>> keyOf;
    private final Set<K> missing;
    private final Map<String, Optional<K>> keys = new HashMap<>();
    private final Set<ObjectId> seen = new HashSet<>();
    private final List<Listing> found = new ArrayList<>();
    private int commits;

    HistorySearch(
            RevWalk walk, FolderTrees trees, Warnings warnings, Set<K> wanted, Function<String, Optional<K>> keyOf) {
        this.walk = walk;
        this.walked = walk.newFlag("walked");
        this.trees = trees;
        this.warnings = warnings;
        this.keyOf = keyOf;
        this.missing = new HashSet<>(wanted);
    }

    /** What was found so far, in the order in which it was found. */
    List<Listing> found() {
        return found;
    }

    /** Whether everything wanted was found. */
    boolean done() {
        return missing.isEmpty();
    }

    /** How many commits were walked. */
    int commits() {
        return commits;
    }

    /** Walks what the refs reach; what cannot be read ends the walk with a warning, and what was found stays. */
    void walk(List<Tip> tips) {
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
                if (isNew(commit)) {
                    look(commit, new Provenance(Place.HISTORY, name(commit), null));
                }
            }
        } catch (IOException e) {
            warnings.passOver("git.history_cut", e);
        }
    }

    /** Whether the commit was not walked yet; it counts as walked from now on. */
    boolean isNew(RevCommit commit) {
        Cancelled.check();
        if (walked(commit)) {
            return false;
        }
        commit.add(walked);
        commits++;
        return true;
    }

    boolean walked(RevCommit commit) {
        return commit.has(walked);
    }

    /** Looks for what is missing in one commit; {@code place} says where that is, its commit still to be filled in. */
    void look(RevCommit commit, Provenance place) throws IOException {
        ObjectId tree = trees.treeUnder(commit.getTree());
        if (tree == null || !seen.add(tree)) {
            return;
        }
        int before = missing.size();
        trees.changes(
                tree, script -> keys.computeIfAbsent(script.fileName(), keyOf).ifPresent(missing::remove));
        if (missing.size() < before) {
            Provenance whole = new Provenance(place.place(), place.name(), Commits.of(walk, commit), place.past());
            found.add(new Listing(List.of(whole), trees.files(commit.getTree(), tree)));
        }
    }

    static String name(RevCommit commit) {
        return commit.name().substring(0, 7);
    }
}
