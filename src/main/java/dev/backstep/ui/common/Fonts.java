package dev.backstep.ui.common;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/** The fonts that Backstep's style sheets name: read from any thread, made known to JavaFX on its own. */
public final class Fonts {

    /** Names the folder where packaging puts them, so that nothing has to be read and copied at each start. */
    private static final String FOLDER = "backstep.fonts";

    private static final int SIZE = 13;

    private static final List<String> NAMES = List.of(
            "Inter_400Regular.ttf",
            "Inter_500Medium.ttf",
            "Inter_600SemiBold.ttf",
            "Inter_700Bold.ttf",
            "JetBrainsMono_400Regular.ttf",
            "JetBrainsMono_500Medium.ttf");

    private final @Nullable Path folder;
    private final Map<String, byte[]> contents = new HashMap<>();

    private Fonts(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Reads those that are no files, and makes ready what JavaFX names its copies of them with. */
    public static Fonts read() {
        String folder = System.getProperty(FOLDER);
        Fonts fonts = new Fonts(folder == null ? null : Path.of(folder));
        if (folder == null) {
            NAMES.forEach(fonts::content);
            new SecureRandom().nextLong();
        }
        return fonts;
    }

    /**
     * Makes them known to JavaFX. On its thread: what reads them looks into the process's environment, into which GTK writes
     * while JavaFX starts; both at once end the process (docs/adr/0018).
     */
    void load() {
        for (String name : NAMES) {
            if (!loadFile(name) && Font.loadFont(new ByteArrayInputStream(content(name)), SIZE) == null) {
                throw new IllegalStateException("not a font: " + name);
            }
        }
    }

    /** JavaFX takes the address as it stands, without decoding: where a path has a # or ?, it finds no file. */
    private boolean loadFile(String name) {
        return folder != null && Font.loadFont("file:" + folder.resolve(name), SIZE) != null;
    }

    private byte[] content(String name) {
        return contents.computeIfAbsent(name, _ -> {
            try (InputStream file = Fonts.class.getResourceAsStream("/dev/backstep/ui/fonts/" + name)) {
                return Objects.requireNonNull(file, name).readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
