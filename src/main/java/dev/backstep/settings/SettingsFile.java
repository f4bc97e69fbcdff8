package dev.backstep.settings;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A versioned JSON file. It is replaced as a whole, by a move, so that a reader or a crash sees the old text or the new
 * one; a file that cannot be understood is set aside under another name and never overwritten.
 */
final class SettingsFile {

    private final Path path;
    private final int version;
    private final Consumer<String> notices;

    /** The file at {@code path}; {@code notices} hears a sentence when a file was set aside. */
    SettingsFile(Path path, int version, Consumer<String> notices) {
        this.path = path;
        this.version = version;
        this.notices = notices;
    }

    /** Takes values out of a file's tree. */
    interface Decoder<T> {
        /** Any unchecked exception says that the tree is not what it should be. */
        T decode(JsonObject tree);
    }

    /** A file's tree, unknown keys included, and what was taken out of it. */
    record Content<T>(JsonObject tree, T value) {}

    /** Reads the file; where there is none, or none that can be understood, an empty tree. */
    <T> Content<T> read(Decoder<T> decoder) throws IOException {
        try {
            JsonElement element = JsonParser.parseString(Files.readString(path));
            if (newer(element)) {
                setAside("newer", "settings.newer");
            } else {
                JsonObject tree = element.getAsJsonObject();
                return new Content<>(tree, decoder.decode(tree));
            }
        } catch (NoSuchFileException e) {
            // The first start.
        } catch (CharacterCodingException | RuntimeException e) {
            setAside("corrupt", "settings.corrupt");
        }
        JsonObject empty = new JsonObject();
        empty.addProperty("version", version);
        return new Content<>(empty, decoder.decode(empty));
    }

    private boolean newer(JsonElement element) {
        return element.getAsJsonObject().get("version").getAsInt() > version;
    }

    private void setAside(String reason, String sentence) throws IOException {
        Path target = path.toRealPath();
        for (int number = 1; ; number++) {
            String name = target.getFileName() + "." + reason + (number == 1 ? "" : "-" + number);
            try {
                Path moved = Files.move(target, target.resolveSibling(name));
                notices.accept(Text.of(sentence, path.toString(), moved.toString()));
                return;
            } catch (FileAlreadyExistsException e) {
                // An earlier one was set aside there.
            }
        }
    }

    /** Replaces the file. */
    void write(JsonObject tree) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        // Where the file is a link, as with dotfiles kept elsewhere, its target is replaced, not the link.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path fresh = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer text = StandardCharsets.UTF_8.encode(text(tree) + "\n");
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String text(JsonObject tree) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(tree);
    }
}
