package dev.backstep.git;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.io.AutoLFInputStream;
import org.jspecify.annotations.Nullable;

/** The working tree, with git's own notion of content: what would be stored if the file were added now. */
final class WorkingTree {

    private final Repository repository;
    private final Path root;
    private final Warnings warnings;

    WorkingTree(Repository repository, Path root, Warnings warnings) {
        this.repository = repository;
        this.root = root;
        this.warnings = warnings;
    }

    /**
     * The files directly in the folder, ordered by name; null where there is no such folder.
     *
     * @param descends accepts the names of folders in it whose files are listed, too
     * @param staged tells by size and time which files need not be read
     */
    @Nullable
    List<Script> files(String folder, Predicate<String> descends, Staged staged) throws IOException {
        List<Script> unchanged = unchanged(folder, descends, staged);
        return unchanged != null ? unchanged : walked(folder, descends, staged);
    }

    private @Nullable List<Script> unchanged(String folder, Predicate<String> descends, Staged staged) {
        try {
            return new UnchangedFiles(root, folder, descends).list(staged.index());
        } catch (IOException e) {
            // A file that is gone since, or cannot be looked at: the walk tells.
            return null;
        }
    }

    /** The same by a walk that looks at everything. */
    @Nullable
    List<Script> walked(String folder, Predicate<String> descends, Staged staged) throws IOException {
        int depth = folder.isEmpty() ? 0 : folder.split("/", -1).length;
        boolean found = folder.isEmpty();
        TreeMap<String, Script> files = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.setOperationType(OperationType.CHECKIN_OP);
            WorkingFiles onDisk = new WorkingFiles(repository);
            walk.addTree(onDisk);
            onDisk.setDirCacheIterator(walk, walk.addTree(new DirCacheIterator(staged.index())));
            if (!folder.isEmpty()) {
                walk.setFilter(PathFilter.create(folder));
            }
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
                if (file == null) {
                    continue;
                }
                if (walk.getDepth() < depth && FileMode.TREE.equals(file.getEntryRawMode())) {
                    found |= walk.getDepth() == depth - 1;
                    walk.enterSubtree();
                } else if (FileMode.TREE.equals(file.getEntryRawMode())) {
                    if (descends.test(walk.getNameString())) {
                        walk.enterSubtree();
                    }
                } else if (walk.getDepth() >= depth) {
                    add(file, walk.getTree(1, DirCacheIterator.class), folder, files);
                }
            }
        }
        return found ? List.copyOf(files.values()) : null;
    }

    /**
     * The bytes of a file whose content is in no object yet.
     *
     * @throws BackstepException when the file is gone or holds something else by now
     */
    byte[] read(String folder, Script script) throws IOException, BackstepException {
        Path file = inside(folder, script.fileName());
        if (file == null) {
            throw new BackstepException("git.file_gone", null, path(folder, script.fileName()));
        }
        byte[] bytes = Files.readAllBytes(file);
        if (ContentId.of(bytes).equals(script.content())) {
            return bytes;
        }
        // Checked out with CRLF: the content is what git would store.
        byte[] stored = withLineFeeds(bytes);
        if (ContentId.of(stored).equals(script.content())) {
            return stored;
        }
        throw new BackstepException("git.file_changed", null, path(folder, script.fileName()));
    }

    private static byte[] withLineFeeds(byte[] bytes) throws IOException {
        try (AutoLFInputStream stream = AutoLFInputStream.create(new ByteArrayInputStream(bytes))) {
            return stream.readAllBytes();
        }
    }

    private void add(
            WorkingTreeIterator file, @Nullable DirCacheIterator index, String folder, Map<String, Script> files) {
        String name = file.getEntryPathString().substring(folder.isEmpty() ? 0 : folder.length() + 1);
        ContentId content = switch (file.getEntryRawMode() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_FILE -> content(file, index);
            case FileMode.TYPE_SYMLINK -> linked(folder, name);
            default -> null;
        };
        if (content != null) {
            files.put(name, new Script(name, content));
        }
    }

    /** The index's id where the file's size and time say that nothing changed, otherwise the id git would give it now. */
    private @Nullable ContentId content(WorkingTreeIterator file, @Nullable DirCacheIterator index) {
        DirCacheEntry entry = index == null ? null : index.getDirCacheEntry();
        if (entry != null) {
            // Told so, git takes the file for unchanged without looking. What is on disk is what a tool would run.
            entry.setAssumeValid(false);
        }
        ObjectId id = file.getEntryObjectId();
        if (id.equals(ObjectId.zeroId())) {
            warnings.add(new BackstepException("git.file_unreadable", null, file.getEntryPathString()));
            return null;
        }
        return new ContentId(id.name());
    }

    private @Nullable ContentId linked(String folder, String name) {
        try {
            Path target = inside(folder, name);
            return target == null ? null : ContentId.of(Files.readAllBytes(target));
        } catch (IOException e) {
            warnings.add(new BackstepException("git.file_unreadable", e, path(folder, name)));
            return null;
        }
    }

    /** The file, links followed; null when there is no such file or a link leaves the working tree. */
    private @Nullable Path inside(String folder, String name) throws IOException {
        try {
            Path file = root.resolve(folder).resolve(name).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? file : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static String path(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
