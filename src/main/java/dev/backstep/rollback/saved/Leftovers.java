package dev.backstep.rollback.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that were being written when Backstep or its computer stopped; nothing had been run by then. */
public final class Leftovers {

    private Leftovers() {}

    /** The unfinished files in a folder, ordered by name. */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Leftovers::isLeftover).sorted().toList();
        }
    }

    /** Removes them. */
    public static void remove(List<Path> files) throws IOException {
        for (Path file : files) {
            if (isLeftover(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isLeftover(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("backstep_")
                && (name.endsWith(Saver.SUFFIX + Archive.PARTIAL) || name.endsWith(".dump" + Archive.PARTIAL));
    }
}
