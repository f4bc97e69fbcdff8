package dev.backstep.git;

import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Gathers the places of one folder: those where it has the same files become one listing. */
final class Listings {

    private final FolderTrees trees;
    private final Warnings warnings;
    private final Map<List<Script>, List<Provenance>> places = new LinkedHashMap<>();

    /** The same, by the very list: refs that share a tree share its list, and long lists are compared once only. */
    private final IdentityHashMap<List<Script>, List<Provenance>> known = new IdentityHashMap<>();

    Listings(FolderTrees trees, Warnings warnings) {
        this.trees = trees;
        this.warnings = warnings;
    }

    /** The listings in the order in which their first place was added. */
    List<Listing> all() {
        return places.entrySet().stream()
                .map(entry -> new Listing(entry.getValue(), entry.getKey()))
                .toList();
    }

    void add(Provenance place, List<Script> files) {
        known.computeIfAbsent(files, list -> places.computeIfAbsent(list, key -> new ArrayList<>()))
                .add(place);
    }

    /** Adds what is staged, unless it is HEAD's. */
    void addStaged(Provenance place, List<Script> staged, @Nullable Tip head) throws IOException {
        if (head == null || !staged.equals(files(head.commit()))) {
            add(place, staged);
        }
    }

    /** Adds a tip, unless it lacks the folder; one whose trees cannot be read becomes a warning. */
    void add(Tip tip) {
        try {
            List<Script> files = files(tip);
            if (files != null) {
                add(tip.provenance(), files);
            }
            List<Script> staged = tip.index() == null ? null : files(tip.index());
            if (tip.index() != null && staged != null && !staged.equals(files)) {
                add(tip.index().provenance(), staged);
            }
        } catch (IOException e) {
            warnings.passOver("git.ref_skipped", e, tip.provenance().name());
        }
    }

    private @Nullable List<Script> files(Tip tip) throws IOException {
        List<Script> tracked = files(tip.commit());
        List<Script> untracked = tip.untracked() == null ? null : files(tip.untracked());
        if (tracked == null || untracked == null) {
            return tracked == null ? untracked : tracked;
        }
        TreeMap<String, Script> both = new TreeMap<>();
        tracked.forEach(script -> both.put(script.fileName(), script));
        untracked.forEach(script -> both.put(script.fileName(), script));
        return List.copyOf(both.values());
    }

    private @Nullable List<Script> files(RevCommit commit) throws IOException {
        ObjectId tree = trees.treeUnder(commit.getTree());
        return tree == null ? null : trees.files(commit.getTree(), tree);
    }
}
