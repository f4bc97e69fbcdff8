package dev.backstep.git;

import dev.backstep.model.ContentId;
import dev.backstep.model.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the working tree in which nothing has happened: each file is plain and has the size and the time that the
 * index remembers. Anything else (a new or changed file, a link, a conflict, a name that is not ASCII, times of another
 * fineness) is not judged here but left to {@link WorkingTree}'s walk, which takes twice as long.
 */
final class UnchangedFiles {

    private final Path root;
    private final String folder;
    private final Predicate<String> descends;

    /** @param descends accepts the names of folders in it whose files are listed, too */
    UnchangedFiles(Path root, String folder, Predicate<String> descends) {
        this.root = root;
        this.folder = folder;
        this.descends = descends;
    }

    /** The files directly in the folder, ordered by name; null where something is not as the index has it. */
    @Nullable
    List<Script> list(DirCache index) throws IOException {
        Path directory = root.resolve(folder);
        String[] names = isOwn(directory) ? directory.toFile().list() : null;
        if (names == null || !areAscii(names)) {
            return null;
        }
        Arrays.sort(names);
        DirCacheEntry[] known = index.getEntriesWithin(folder);
        List<DirCacheEntry> entries = new ArrayList<>(names.length);
        List<String> files = new ArrayList<>(names.length);
        int next = 0;
        for (String name : names) {
            int order = -1;
            while (next < known.length && order < 0) {
                order = name(known[next]).compareTo(name);
                next += order <= 0 ? 1 : 0;
            }
            if (order == 0) {
                files.add(name);
                entries.add(known[next - 1]);
            } else if (!isPassedOver(directory, name)) {
                return null;
            }
        }
        return scripts(directory, files, entries);
    }

    private @Nullable List<Script> scripts(Path directory, List<String> names, List<DirCacheEntry> entries)
            throws IOException {
        Script[] scripts = new Script[names.size()];
        for (int i = 0; i < scripts.length; i++) {
            String name = names.get(i);
            DirCacheEntry entry = entries.get(i);
            if (!isPlain(entry) || !isUnchanged(directory.resolve(name), entry)) {
                return null;
            }
            scripts[i] = new Script(name, new ContentId(entry.getObjectId().name()));
        }
        return List.of(scripts);
    }

    private String name(DirCacheEntry entry) {
        return entry.getPathString().substring(folder.length() + 1);
    }

    /** Whether it is there by this very name, no link leads to it, and it belongs to no other checkout. */
    private boolean isOwn(Path directory) throws IOException {
        if (folder.isEmpty()
                || !Files.isDirectory(directory)
                || !directory.toRealPath().equals(directory)) {
            return false;
        }
        for (Path at = directory; at != null && !at.equals(root); at = at.getParent()) {
            if (Files.exists(at.resolve(Constants.DOT_GIT), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    /** A folder whose files are not listed. */
    private boolean isPassedOver(Path directory, String name) {
        return !descends.test(name) && Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Only of such names Java's order is git's for sure, and a name on disk is what the index calls it. */
    private static boolean areAscii(String[] names) {
        String all = String.join("/", names);
        return all.getBytes(StandardCharsets.UTF_8).length == all.length();
    }

    private static boolean isPlain(DirCacheEntry entry) {
        return entry.getStage() == DirCacheEntry.STAGE_0
                && FileMode.REGULAR_FILE.equals(entry.getRawMode())
                && !entry.isUpdateNeeded()
                && !entry.isIntentToAdd()
                && !entry.isSmudged();
    }

    private static boolean isUnchanged(Path file, DirCacheEntry entry) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isRegularFile()
                && (int) found.size() == entry.getLength()
                && found.lastModifiedTime().toInstant().equals(entry.getLastModifiedInstant());
    }
}
