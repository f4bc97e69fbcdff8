package dev.backstep.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.LogManager;

/** The JDK's logging as Backstep wants it; made by the JDK when something is logged for the first time. */
public final class Logging {

    /** Called by the JDK's {@link LogManager}. */
    public Logging() throws IOException {
        try (InputStream settings = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
        }
    }

    /** Says where logging is to be set up; costs nothing until it is. */
    static void prepare() {
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
        // Named, since looking for it opens every jar.
        System.setProperty("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }
}
