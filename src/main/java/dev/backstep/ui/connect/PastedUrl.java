package dev.backstep.ui.connect;

import dev.backstep.model.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/** What a pasted URL said. */
public final class PastedUrl {

    private final ConnectionSettings settings;
    private final char @Nullable [] password;

    /** @param password the caller's no more; null when the URL has none */
    public PastedUrl(ConnectionSettings settings, char @Nullable [] password) {
        this.settings = settings;
        this.password = password;
    }

    ConnectionSettings settings() {
        return settings;
    }

    char @Nullable [] password() {
        return password;
    }
}
