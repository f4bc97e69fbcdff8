package dev.backstep.git;

import dev.backstep.model.Head;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Reads the tips in order of preference: HEAD, local branches, tags, remote branches, stashes. */
final class TipReader {

    private final Repository repository;
    private final RevWalk walk;
    private final Warnings warnings;
    private final List<Tip> tips = new ArrayList<>();

    private TipReader(Repository repository, RevWalk walk, Warnings warnings) {
        this.repository = repository;
        this.walk = walk;
        this.warnings = warnings;
    }

    /** Every tip whose commit can be read; the others become warnings. */
    static List<Tip> read(Repository repository, RevWalk walk, Warnings warnings) throws IOException {
        TipReader reader = new TipReader(repository, walk, warnings);
        reader.readHead();
        reader.readRefs(Place.BRANCH, Constants.R_HEADS);
        reader.readRefs(Place.TAG, Constants.R_TAGS);
        reader.readRefs(Place.REMOTE_BRANCH, Constants.R_REMOTES);
        reader.readStashes();
        return reader.tips;
    }

    /** What is checked out. */
    static Head head(Repository repository, RevWalk walk) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null) {
            throw new IOException(Constants.HEAD);
        }
        ObjectId id = head.getObjectId();
        return new Head(branchOf(head), id == null ? null : Commits.of(walk, walk.parseCommit(id)));
    }

    private static @Nullable String branchOf(Ref head) {
        return head.isSymbolic() ? Repository.shortenRefName(head.getTarget().getName()) : null;
    }

    private void readHead() throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null || head.getObjectId() == null) {
            return;
        }
        String branch = branchOf(head);
        String name = branch != null ? branch : head.getObjectId().abbreviate(7).name();
        add(Place.HEAD, name, head.getObjectId());
    }

    private void readRefs(Place place, String prefix) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        String current = head == null ? "" : head.getTarget().getName();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
            ObjectId id = ref.getObjectId();
            // A symbolic ref such as origin/HEAD only repeats another ref; the current branch was read as HEAD.
            if (!ref.isSymbolic() && id != null && !ref.getName().equals(current)) {
                add(place, ref.getName().substring(prefix.length()), id);
            }
        }
    }

    private void readStashes() throws IOException {
        Ref stash = repository.exactRef(Constants.R_STASH);
        if (stash == null || stash.getObjectId() == null) {
            return;
        }
        ReflogReader log = repository.getRefDatabase().getReflogReader(stash);
        List<ReflogEntry> entries = log == null ? List.of() : log.getReverseEntries();
        if (entries.isEmpty()) {
            addStash("stash@{0}", stash.getObjectId());
        }
        for (int i = 0; i < entries.size(); i++) {
            addStash("stash@{" + i + "}", entries.get(i).getNewId());
        }
    }

    private void add(Place place, String name, ObjectId id) {
        RevCommit commit = commit(name, id);
        Tip tip = commit == null ? null : tip(place, name, commit, null, null);
        if (tip != null) {
            tips.add(tip);
        }
    }

    /** A stash's commit has as parents the HEAD of then, the index of then and, where asked for, the untracked files. */
    private void addStash(String name, ObjectId id) {
        RevCommit stash = commit(name, id);
        if (stash == null) {
            return;
        }
        RevCommit staged = stash.getParentCount() > 1 ? commit(name + "^2", stash.getParent(1)) : null;
        Tip index = staged == null ? null : tip(Place.STASH, name + "^2", staged, null, null);
        RevCommit untracked = stash.getParentCount() > 2 ? commit(name + "^3", stash.getParent(2)) : null;
        Tip tip = tip(Place.STASH, name, stash, untracked, index);
        if (tip != null) {
            tips.add(tip);
        }
    }

    private @Nullable Tip tip(
            Place place, String name, RevCommit commit, @Nullable RevCommit untracked, @Nullable Tip index) {
        try {
            return new Tip(new Provenance(place, name, Commits.of(walk, commit)), commit, untracked, index);
        } catch (IOException e) {
            warnings.passOver("git.ref_skipped", e, name);
            return null;
        }
    }

    /** The commit, through annotated tags; null for what is no commit (silently) or cannot be read (with a warning). */
    private @Nullable RevCommit commit(String name, ObjectId id) {
        try {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? commit : null;
        } catch (IOException e) {
            warnings.passOver("git.ref_skipped", e, name);
            return null;
        }
    }
}
