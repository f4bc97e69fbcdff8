package dev.backstep.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is needed to take runs back: a text for each run, in a folder that only its owner may look into. */
public final class Keepsakes {

    private static final String SUFFIX = ".json";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,80}");

    private final PrivateFolder folder;

    Keepsakes(Path path) {
        folder = new PrivateFolder(path);
    }

    /** The names of all runs, oldest first. */
    public List<String> ids() throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.path())) {
            return new ArrayList<>(files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList());
        }
    }

    /** Writes a run's text, whole or not at all. */
    public void keep(String id, String text) throws IOException {
        folder.locked(() -> folder.write(file(id), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A run's text; null where there is none. */
    public @Nullable String read(String id) throws IOException {
        try {
            return ID.matcher(id).matches() ? Files.readString(file(id)) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    public void remove(String id) throws IOException {
        folder.locked(() -> Files.deleteIfExists(file(id)));
    }

    private Path file(String id) {
        return folder.path().resolve(id + SUFFIX);
    }
}
