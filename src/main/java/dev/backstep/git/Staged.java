package dev.backstep.git;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheTree;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The index, read once: what is staged. */
final class Staged {

    private final Repository repository;
    private final DirCache index;

    private Staged(Repository repository, DirCache index) {
        this.repository = repository;
        this.index = index;
    }

    /** Reads the index; one that cannot be read counts as empty, with a warning. */
    static Staged read(Repository repository, Warnings warnings) {
        try {
            return new Staged(repository, repository.readDirCache());
        } catch (IOException e) {
            warnings.add(new BackstepException("git.index_unreadable", e, Reason.of(e)));
            return new Staged(repository, DirCache.newInCore());
        }
    }

    DirCache index() {
        return index;
    }

    /**
     * The tree that the folder would be committed as, where the index has noted it, as git does when it checks out or
     * commits; null where something was staged since.
     */
    @Nullable
    ObjectId tree(String folder) {
        DirCacheTree at = index.getCacheTree(false);
        for (String name : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
            at = at == null ? null : child(at, name);
        }
        return at == null ? null : at.getObjectId();
    }

    private static @Nullable DirCacheTree child(DirCacheTree tree, String name) {
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (tree.getChild(i).getNameString().equals(name)) {
                return tree.getChild(i);
            }
        }
        return null;
    }

    /** The files directly in the folder, ordered by name; null where the index has none. */
    @Nullable
    List<Script> files(String folder, Predicate<String> descends) throws IOException {
        TreeMap<String, Script> files = new TreeMap<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (DirCacheEntry entry : folder.isEmpty() ? entries() : index.getEntriesWithin(folder)) {
                String name = entry.getPathString().substring(folder.isEmpty() ? 0 : folder.length() + 1);
                // Of a file in conflict the second stage is HEAD's; one that was only announced has no content yet.
                boolean own = entry.getStage() == DirCacheEntry.STAGE_0 || entry.getStage() == DirCacheEntry.STAGE_2;
                if (own && isListed(name, descends) && !entry.isIntentToAdd()) {
                    ContentId content = content(reader, folder, entry);
                    if (content != null) {
                        files.put(name, new Script(name, content));
                    }
                }
            }
        }
        return files.isEmpty() ? null : List.copyOf(files.values());
    }

    private static boolean isListed(String path, Predicate<String> descends) {
        String[] names = path.split("/", -1);
        return Arrays.stream(names).limit(names.length - 1L).allMatch(descends);
    }

    private DirCacheEntry[] entries() {
        DirCacheEntry[] all = new DirCacheEntry[index.getEntryCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = index.getEntry(i);
        }
        return all;
    }

    /** A link counts as the file it leads to, as in a commit. */
    private @Nullable ContentId content(ObjectReader reader, String folder, DirCacheEntry entry) throws IOException {
        return switch (entry.getRawMode() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_FILE -> new ContentId(entry.getObjectId().name());
            case FileMode.TYPE_SYMLINK -> target(reader, folder, entry);
            default -> null;
        };
    }

    private @Nullable ContentId target(ObjectReader reader, String folder, DirCacheEntry link) throws IOException {
        byte[] target = reader.open(link.getObjectId(), Constants.OBJ_BLOB).getBytes();
        String path = Links.resolve(folder, new String(target, StandardCharsets.UTF_8));
        DirCacheEntry file = path == null ? null : index.getEntry(path);
        return file == null || (file.getRawMode() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE
                ? null
                : new ContentId(file.getObjectId().name());
    }
}
