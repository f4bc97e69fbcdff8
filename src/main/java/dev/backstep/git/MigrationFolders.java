package dev.backstep.git;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Finds the folders that hold scripts, by file names alone. */
final class MigrationFolders {

    /** Other people's code and samples: scripts in there belong to something else. */
    private static final Set<String> FOREIGN = Set.of(
            "node_modules",
            "bower_components",
            "vendor",
            "third_party",
            "testdata",
            "test-data",
            "test_data",
            "fixtures",
            "__fixtures__");

    /** Build output, which repeats the sources; left out on disk only, where a commit has it, it is meant. */
    private static final Set<String> OUTPUT = Set.of("target", "build", "dist", "out", "venv");

    private final Predicate<String> isScript;
    private final Warnings warnings;
    private final Map<String, Integer> scripts = new HashMap<>();

    MigrationFolders(Predicate<String> isScript, Warnings warnings) {
        this.isScript = isScript;
        this.warnings = warnings;
    }

    /** What was found so far, most scripts first. */
    List<String> found() {
        return scripts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Looks through the working tree; links are not followed, and a folder with a {@code .git} is another checkout. */
    void searchDisk(Path root) {
        searchDisk(root, "");
    }

    private void searchDisk(Path directory, String path) {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (isScript.test(name)) {
                    // Taken by its name: asking the disk about each of ten thousand scripts takes longer than the rest.
                    count++;
                } else if (isOwn(name) && !OUTPUT.contains(name) && isFolder(entry)) {
                    searchDisk(entry, path.isEmpty() ? name : path + "/" + name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            warnings.add(new BackstepException("git.folder_skipped", e, path, Reason.of(e)));
        }
        note(path, count);
    }

    /** Looks through a commit's tree. */
    void searchTree(ObjectReader reader, AnyObjectId tree) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            Map<String, Integer> counts = new HashMap<>();
            while (walk.next()) {
                String name = walk.getNameString();
                if (walk.isSubtree()) {
                    if (isOwn(name)) {
                        walk.enterSubtree();
                    }
                } else if (!FileMode.GITLINK.equals(walk.getRawMode(0)) && isScript.test(name)) {
                    String path = walk.getPathString();
                    counts.merge(path.substring(0, Math.max(0, path.length() - name.length() - 1)), 1, Integer::sum);
                }
            }
            counts.forEach(this::note);
        }
    }

    private void note(String path, int count) {
        if (count > 0) {
            scripts.merge(path, count, Math::max);
        }
    }

    private static boolean isFolder(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(entry.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOwn(String name) {
        return !name.startsWith(".") && !FOREIGN.contains(name.toLowerCase(Locale.ROOT));
    }
}
