package dev.backstep.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Dresses scenes: Primer light or dark as the system has it, Backstep's own colours and rules, its fonts. */
public final class Theme {

    private static final List<String> FONTS = List.of(
            "Inter_400Regular.ttf",
            "Inter_500Medium.ttf",
            "Inter_600SemiBold.ttf",
            "Inter_700Bold.ttf",
            "JetBrainsMono_400Regular.ttf",
            "JetBrainsMono_500Medium.ttf");

    private final ObservableValue<ColorScheme> scheme;

    /**
     * Loads the fonts, and Primer in place of JavaFX's own style sheet, which is read by the first control that is made
     * unless there is another one by then.
     *
     * @param scheme the system's colour scheme; scenes change with it
     */
    public Theme(ObservableValue<ColorScheme> scheme) {
        this.scheme = scheme;
        FONTS.forEach(Theme::load);
        scheme.subscribe(Theme::base);
    }

    private static void base(ColorScheme scheme) {
        atlantafx.base.theme.Theme primer = scheme == ColorScheme.DARK ? new PrimerDark() : new PrimerLight();
        Application.setUserAgentStylesheet(primer.getUserAgentStylesheetBSS());
    }

    /** Dresses {@code scene} now and whenever the system's colour scheme changes. Popups take after their owner. */
    public void applyTo(Scene scene) {
        InvalidationListener dress = _ -> dress(scene);
        dress.invalidated(scheme);
        // The scene holds the listener, the theme only a weak hand on it: both go together.
        scene.getProperties().put(Theme.class, dress);
        scheme.addListener(new WeakInvalidationListener(dress));
    }

    private void dress(Scene scene) {
        boolean dark = scheme.getValue() == ColorScheme.DARK;
        scene.getStylesheets()
                .setAll(sheet(dark ? "dark.css" : "light.css"), sheet("backstep.css"), sheet("main-window.css"));
    }

    private static String sheet(String name) {
        URL sheet = Objects.requireNonNull(Theme.class.getResource(name), name);
        return sheet.toExternalForm();
    }

    private static void load(String name) {
        try (InputStream font = Theme.class.getResourceAsStream("/dev/backstep/ui/fonts/" + name)) {
            if (Font.loadFont(Objects.requireNonNull(font, name), 13) == null) {
                throw new IllegalStateException("not a font: " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
