package dev.backstep.settings;

/**
 * What a person chose for the whole application.
 *
 * @param theme light, dark, or as the system has it
 */
public record Preferences(Theme theme) {

    /** What is in force until the person chooses. */
    public static final Preferences DEFAULT = new Preferences(Theme.SYSTEM);

    /** Colours of the window. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }
}
