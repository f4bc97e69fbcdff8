package dev.backstep.rollback.saved;

import dev.backstep.model.BackstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A folder that a person may want saved data in, as it is now.
 *
 * @param folder the folder; it need not be there yet
 * @param free how many bytes are free where it is or would be
 * @param leftovers unfinished files in it, left by a Backstep that was stopped
 * @param leftoverBytes their size together
 */
public record SaveFolder(Path folder, long free, List<Path> leftovers, long leftoverBytes) {

    public SaveFolder {
        leftovers = List.copyOf(leftovers);
    }

    /** Where saved data goes when nobody says otherwise: {@code Backstep} among the person's documents. */
    public static Path usual() {
        return usual(System.getProperties(), System.getenv());
    }

    static Path usual(Properties system, Map<String, String> environment) {
        String chosen = system.getProperty("backstep.home", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath().resolve("saved");
        }
        Path home = Path.of(system.getProperty("user.home", ".")).toAbsolutePath();
        String named = environment.getOrDefault("XDG_DOCUMENTS_DIR", "");
        Path documents = !named.isEmpty() && Path.of(named).isAbsolute() ? Path.of(named) : home.resolve("Documents");
        return documents.resolve("Backstep");
    }

    /** @throws BackstepException when nothing could be written there */
    public static SaveFolder look(Path folder) throws BackstepException {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            Path parent = there.getParent();
            if (parent == null) {
                throw new BackstepException("saved.folder.nowhere", null, folder);
            }
            there = parent;
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new BackstepException("saved.folder.readOnly", null, there);
        }
        try {
            List<Path> leftovers = Leftovers.in(folder);
            long size = 0;
            for (Path leftover : leftovers) {
                size += Files.size(leftover);
            }
            return new SaveFolder(folder, Files.getFileStore(there).getUsableSpace(), leftovers, size);
        } catch (IOException e) {
            throw new BackstepException("saved.folder.unreadable", e, folder, String.valueOf(e.getMessage()));
        }
    }
}
