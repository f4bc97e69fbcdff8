package dev.backstep.git;

import dev.backstep.model.Script;
import java.io.IOException;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Reads a folder at every tip. */
final class TipFolders {

    /**
     * Packs hold the newest tree whole and an older one by what differs from a newer one: in this order each is unpacked
     * once, and taken over from the one before except for what differs.
     */
    private static final Comparator<Tip> NEWEST_FIRST =
            Comparator.comparingInt((Tip tip) -> tip.commit().getCommitTime()).reversed();

    private final FolderTrees trees;

    TipFolders(FolderTrees trees) {
        this.trees = trees;
    }

    /**
     * The folder at a tip.
     *
     * @param tree its tree; null where the tip lacks the folder, or a link in it makes what it holds depend on the rest
     * @param files with a stash's untracked ones; null where the tip lacks the folder
     * @param staged the same for a stash's index
     * @param problem why it could not be read to the end
     */
    record AtTip(
            @Nullable ObjectId tree,
            @Nullable List<Script> files,
            @Nullable List<Script> staged,
            @Nullable IOException problem) {}

    /** Reads the folder at all tips; the map tells them apart by identity. */
    IdentityHashMap<Tip, AtTip> read(List<Tip> tips) {
        IdentityHashMap<Tip, AtTip> read = new IdentityHashMap<>();
        for (Tip tip : tips.stream().sorted(NEWEST_FIRST).toList()) {
            Cancelled.check();
            read.put(tip, read(tip));
        }
        return read;
    }

    private AtTip read(Tip tip) {
        ObjectId tree = null;
        List<Script> files = null;
        try {
            tree = trees.treeUnder(tip.commit().getTree());
            files = withUntracked(tip);
            tree = tree != null && trees.hasNoLinks(tree) ? tree : null;
            return new AtTip(
                    tree, files, tip.index() == null ? null : files(tip.index().commit()), null);
        } catch (IOException e) {
            return new AtTip(tree, files, null, e);
        }
    }

    private @Nullable List<Script> withUntracked(Tip tip) throws IOException {
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
