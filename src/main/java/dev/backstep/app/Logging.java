package dev.backstep.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong goes to the error stream and into {@code backstep-0.log}: who starts Backstep from a menu sees no error
 * stream. The file is made when there is something to write, holds a megabyte, and is kept once when a new one begins.
 */
final class Logging extends Handler {

    private static final int BYTES = 1_000_000;

    private final Path folder;
    private @Nullable FileHandler file;
    private boolean ended;

    private Logging(Path folder) {
        this.folder = folder;
    }

    /** Turns logging on; the log file is in {@code folder}. */
    static void start(Path folder) {
        // Named, since looking for it opens every jar.
        System.setProperty("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        try (InputStream settings = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Logger.getLogger("").addHandler(new Logging(folder));
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (isLoggable(entry) && !ended) {
            FileHandler open = file == null ? open() : file;
            if (open != null) {
                open.publish(entry);
            }
        }
    }

    private @Nullable FileHandler open() {
        try {
            Files.createDirectories(folder);
            // A percent sign is a placeholder in the handler's pattern.
            String pattern = folder.toString().replace("%", "%%") + "/backstep-%g.log";
            FileHandler opened = new FileHandler(pattern, BYTES, 2, true);
            opened.setFormatter(new SimpleFormatter());
            file = opened;
        } catch (IOException e) {
            ended = true;
            reportError(folder.toString(), e, ErrorManager.OPEN_FAILURE);
        }
        return file;
    }

    @Override
    public synchronized void flush() {
        if (file != null) {
            file.flush();
        }
    }

    @Override
    public synchronized void close() {
        ended = true;
        if (file != null) {
            file.close();
        }
    }
}
