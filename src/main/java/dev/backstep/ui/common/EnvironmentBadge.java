package dev.backstep.ui.common;

import dev.backstep.model.Environment;
import dev.backstep.text.Text;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Says what a database is for: by its word and its outline, production by a sign too, and only then by its colour. */
public final class EnvironmentBadge extends Label {

    public EnvironmentBadge(String id) {
        setId(id);
        setMinWidth(Region.USE_PREF_SIZE);
        show(null);
    }

    /** Shows an environment; nothing for null. */
    public void show(@Nullable Environment environment) {
        setVisible(environment != null);
        setManaged(environment != null);
        if (environment == null) {
            return;
        }
        setText(word(environment));
        getStyleClass().setAll("label", "environment", style(environment));
        setGraphic(environment == Environment.PRODUCTION ? Icon.WARNING.node("environment-sign") : null);
        setAccessibleText(Text.of("environment.accessible", getText()));
    }

    /** The environment in a word. */
    public static String word(Environment environment) {
        return switch (environment) {
            case LOCAL -> Text.of("environment.local");
            case STAGING -> Text.of("environment.staging");
            case PRODUCTION -> Text.of("environment.production");
        };
    }

    private static String style(Environment environment) {
        return switch (environment) {
            case LOCAL -> "local";
            case STAGING -> "staging";
            case PRODUCTION -> "production";
        };
    }
}
