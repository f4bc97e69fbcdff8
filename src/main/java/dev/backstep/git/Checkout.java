package dev.backstep.git;

import dev.backstep.model.BackstepException;
import dev.backstep.model.Commit;
import dev.backstep.model.Head;
import dev.backstep.model.Listing;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.filter.ChangedPathTreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * A git checkout: its working tree and everything its repository knows, strictly for reading.
 *
 * <p>Nothing is written: no index, no lock, no cache, and no filter or hook of the repository runs. Calls block; they may
 * be made from any thread. What cannot be read does not hide the rest: it is left out, and {@link #warnings} says so. An
 * interrupted thread gets a {@link java.util.concurrent.CancellationException} out of the long walks.
 */
public final class Checkout implements AutoCloseable {

    private final Repository repository;
    private final Path root;
    private final Warnings warnings;
    private final SearchMemory searches = new SearchMemory();
    private final AtomicInteger refs = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();

    private Checkout(Repository repository) {
        this.repository = repository;
        this.root = repository.getWorkTree().toPath();
        this.warnings = new Warnings(repository);
    }

    /**
     * Opens the checkout that holds a folder.
     *
     * @param folder any folder inside a working tree, be it a clone's, a linked worktree's or a submodule's
     * @throws BackstepException when there is no such folder, or no checkout that can be read; the sentence says which
     */
    public static Checkout open(Path folder) throws BackstepException {
        return new Checkout(RepositoryOpener.open(folder));
    }

    /** The top folder of the working tree, absolute, links resolved. */
    public Path root() {
        return root;
    }

    /** What is checked out; its commit is null before the first one. */
    public Head head() throws BackstepException {
        return reading(walk -> TipReader.head(repository, walk));
    }

    /** What a program finds that runs in the working tree now; reads every file that is not as in HEAD. */
    public WorkState workState() throws BackstepException {
        return reading(walk -> {
            Head head = TipReader.head(repository, walk);
            Changes changes = new Changes(repository);
            SortedSet<String> paths = changes.paths();
            String commit = head.commit() == null ? "" : head.commit().id();
            return new WorkState(head.name(), commit, changes.sum(paths), paths.size());
        });
    }

    /**
     * The folders in the working tree and in HEAD that hold a script, most scripts first.
     *
     * <p>Left out: hidden folders, dependencies, test data, build output (unless HEAD has it), nested checkouts, and
     * whatever a symbolic link leads to.
     *
     * @param isScript accepts a file name
     * @return paths from the root with slashes; empty for the root itself
     */
    public List<String> migrationFolders(Predicate<String> isScript) throws BackstepException {
        return migrationFolders(isScript, null);
    }

    /** The same; where {@code place} is given, those that its commit has too. */
    public List<String> migrationFolders(Predicate<String> isScript, @Nullable Provenance place)
            throws BackstepException {
        return reading(walk -> {
            MigrationFolders folders = new MigrationFolders(isScript, warnings);
            folders.searchDisk(root);
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head != null) {
                folders.searchTree(
                        walk.getObjectReader(), walk.parseCommit(head).getTree());
            }
            if (place != null && place.commit() != null) {
                ObjectId other = ObjectId.fromString(place.commit().id());
                folders.searchTree(
                        walk.getObjectReader(), walk.parseCommit(other).getTree());
            }
            return folders.found();
        });
    }

    /**
     * A folder in the working tree, in the index and at every tip: HEAD, branches, tags, remote branches and stashes.
     *
     * <p>Places where the folder has the same files share a listing; it stands where its most preferred place stands. A
     * place without the folder has no listing. The current branch is listed as HEAD only. A stash's listing has its
     * untracked files; where the index held something else, {@code stash@{n}^2} has a place of its own. The index is
     * listed where it differs from HEAD.
     *
     * @param folder path from the root with slashes; empty for the root itself
     */
    public List<Listing> listings(String folder) throws BackstepException {
        return listings(folder, name -> false);
    }

    /** The same, with the files of those folders in it whose names {@code descends} accepts; their names have the path. */
    public List<Listing> listings(String folder, Predicate<String> descends) throws BackstepException {
        return reading(walk -> {
            ListingReader.Result read = new ListingReader(repository, root, warnings, folder, descends).read(walk);
            refs.set(read.tips());
            return read.listings();
        });
    }

    /** The names of all tags, also of those that have no migrations; in the order of git. */
    public List<String> tags() throws BackstepException {
        return reading(_ -> repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS).stream()
                .map(ref -> ref.getName().substring(Constants.R_TAGS.length()))
                .toList());
    }

    /**
     * The place that a revision names, without checking it out: a branch, a tag, a remote branch, or a commit.
     *
     * @param revision as git takes it, such as {@code v2.31.0}, {@code feature/alpha}, {@code 9f31c2e}, {@code HEAD~3}
     * @throws BackstepException when it names no commit
     */
    public Provenance place(String revision) throws BackstepException {
        return reading(walk -> Optional.ofNullable(RevisionReader.place(repository, walk, revision)))
                .orElseThrow(() -> new BackstepException("git.no_such_revision", null, revision));
    }

    /** A folder at one place that {@link #place} gave; no files where the place has no such folder. */
    public Listing listing(String folder, Provenance place, Predicate<String> descends) throws BackstepException {
        String commit = Objects.requireNonNull(place.commit()).id();
        return reading(walk -> {
            FolderTrees trees = new FolderTrees(walk.getObjectReader(), folder, descends);
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
            ObjectId tree = trees.treeUnder(parsed.getTree());
            List<Script> files = tree == null ? List.of() : trees.files(parsed.getTree(), tree);
            return new Listing(List.of(place), files);
        });
    }

    /**
     * Looks for what no tip has any more: walks the history of every tip, newest commit first, until everything wanted was
     * seen; then what the reflogs still name, then every commit in the object store. What was not found is not looked for
     * again until the repository has changed.
     *
     * @param folder path from the root with slashes; empty for the root itself
     * @param wanted what is still missing, such as versions
     * @param keyOf what a file name stands for; called once per name
     * @return for each wanted thing that is found, the folder at the newest commit that has a file for it; a commit that
     *     answers several is listed once
     */
    public <K> List<Listing> searchHistory(String folder, Set<K> wanted, Function<String, Optional<K>> keyOf)
            throws BackstepException {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return walking(walk -> {
            List<Tip> tips = TipReader.read(repository, walk, warnings);
            SearchMemory.Question question = SearchMemory.question(repository, folder, wanted, tips);
            List<Listing> before = searches.answer(question);
            if (before != null) {
                return before;
            }
            FolderTrees trees = new FolderTrees(walk.getObjectReader(), folder, name -> false);
            HistorySearch<K> search = new HistorySearch<>(walk, trees, warnings, wanted, keyOf);
            search.walk(tips);
            if (!search.done()) {
                new LostCommits(repository, walk, warnings, search).walk();
            }
            if (!search.done()
                    && !repository.getObjectDatabase().getShallowCommits().isEmpty()) {
                warnings.add(new BackstepException("git.shallow", null, root));
            }
            commits.addAndGet(search.commits());
            searches.remember(question, search.found());
            return search.found();
        });
    }

    /**
     * The commits reachable from any tip that changed a file, newest first; renames are not followed.
     *
     * @param limit how many at most
     */
    public List<Commit> fileHistory(String folder, String fileName, int limit) throws BackstepException {
        return walking(walk -> {
            for (Tip tip : TipReader.read(repository, walk, warnings)) {
                if (tip.provenance().place() != Place.STASH) {
                    walk.markStart(tip.commit());
                }
            }
            walk.setTreeFilter(ChangedPathTreeFilter.create(folder.isEmpty() ? fileName : folder + "/" + fileName));
            walk.setRevFilter(RevFilter.ALL);
            List<Commit> history = new ArrayList<>();
            while (history.size() < limit) {
                RevCommit commit = walk.next();
                if (commit == null) {
                    break;
                }
                history.add(Commits.of(walk, commit));
            }
            return history;
        });
    }

    /**
     * A script's bytes: the content that its id stands for, always.
     *
     * @throws BackstepException when the content is in no object and the working tree's file is gone or has changed
     */
    public byte[] read(String folder, Script script) throws BackstepException {
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectId id = ObjectId.fromString(script.content().hex());
            if (reader.has(id, Constants.OBJ_BLOB)) {
                return reader.open(id, Constants.OBJ_BLOB).getBytes();
            }
            return readFromDisk(folder, script);
        } catch (IOException | LargeObjectException e) {
            throw problem(e);
        }
    }

    /** Its repository's own {@code post-checkout} hook. */
    public PostCheckoutHook hook() {
        return PostCheckoutHook.of(this);
    }

    /** Whether both belong to one repository, be it as linked worktrees. */
    public boolean sharesRepositoryWith(Checkout other) {
        return repository.getCommonDirectory().equals(other.repository.getCommonDirectory());
    }

    /** How many refs, stash entries included, the latest {@link #listings} has read. */
    public int refCount() {
        return refs.get();
    }

    /** How many commits {@link #searchHistory} has walked since the checkout was opened. */
    public int commitsSearched() {
        return commits.get();
    }

    /** What was passed over since the checkout was opened, each thing once. */
    public List<BackstepException> warnings() {
        return warnings.all();
    }

    /** Lets go of the repository's files. */
    @Override
    public void close() {
        repository.close();
    }

    Repository repository() {
        return repository;
    }

    private <T> T reading(Reading<T> reading) throws BackstepException {
        return reading(false, reading);
    }

    /** A reading that walks over many commits. */
    private <T> T walking(Reading<T> reading) throws BackstepException {
        return reading(true, reading);
    }

    private <T> T reading(boolean commitGraph, Reading<T> reading) throws BackstepException {
        try (StoredObjects objects = new StoredObjects(repository, commitGraph);
                RevWalk walk = new RevWalk(objects)) {
            return reading.read(walk);
        } catch (IOException
                | JGitInternalException
                | RevWalkException
                | LargeObjectException
                | IndexOutOfBoundsException e) {
            throw problem(e);
        }
    }

    private byte[] readFromDisk(String folder, Script script) throws IOException, BackstepException {
        try {
            return new WorkingTree(repository, root, warnings).read(folder, script);
        } catch (BackstepException e) {
            throw warnings.isPartialClone() ? new BackstepException("git.partial_clone", e, root) : e;
        }
    }

    private BackstepException problem(Exception e) {
        Cancelled.check();
        return e instanceof MissingObjectException && warnings.isPartialClone()
                ? new BackstepException("git.partial_clone", e, root)
                : new BackstepException("git.broken", e, root, Reason.of(e));
    }

    /** Something read with a walk, which is closed afterwards. */
    private interface Reading<T> {
        T read(RevWalk walk) throws IOException;
    }
}
