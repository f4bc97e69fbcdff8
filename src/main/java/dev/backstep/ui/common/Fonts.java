package dev.backstep.ui.common;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.text.Font;

/** The fonts that Backstep's style sheets name: read from any thread, made known to JavaFX on its own. */
public final class Fonts {

    private static final List<String> NAMES = List.of(
            "Inter_400Regular.ttf",
            "Inter_500Medium.ttf",
            "Inter_600SemiBold.ttf",
            "Inter_700Bold.ttf",
            "JetBrainsMono_400Regular.ttf",
            "JetBrainsMono_500Medium.ttf");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Fonts() {}

    /** Reads them, and makes ready what JavaFX names its copies with. */
    public static Fonts read() {
        Fonts fonts = new Fonts();
        for (String name : NAMES) {
            try (InputStream file = Fonts.class.getResourceAsStream("/dev/backstep/ui/fonts/" + name)) {
                fonts.files.put(name, Objects.requireNonNull(file, name).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        new SecureRandom().nextLong();
        return fonts;
    }

    /**
     * Makes them known to JavaFX. On its thread: what reads them looks into the process's environment, into which GTK writes
     * while JavaFX starts; both at once end the process (docs/adr/0018).
     */
    void load() {
        files.forEach((name, content) -> {
            if (Font.loadFont(new ByteArrayInputStream(content), 13) == null) {
                throw new IllegalStateException("not a font: " + name);
            }
        });
    }
}
