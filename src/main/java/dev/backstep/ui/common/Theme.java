package dev.backstep.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;

/** Dresses scenes: Primer light or dark as the system has it, Backstep's own colours and rules, its fonts. */
public final class Theme {

    private final ObservableValue<ColorScheme> scheme;

    /** As {@link #Theme(ObservableValue, Fonts)}, with the fonts read now. */
    public Theme(ObservableValue<ColorScheme> scheme) {
        this(scheme, Fonts.read());
    }

    /**
     * Loads the fonts, and Primer in place of JavaFX's own style sheet, which is read by the first control that is made
     * unless there is another one by then.
     *
     * @param scheme the system's colour scheme; scenes change with it
     */
    public Theme(ObservableValue<ColorScheme> scheme, Fonts fonts) {
        this.scheme = scheme;
        fonts.load();
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
}
