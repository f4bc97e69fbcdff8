package dev.backstep.app;

import dev.backstep.settings.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what went wrong into {@code log/backstep-0.log} among the person's data: who starts Backstep from a menu sees no
 * error stream. The file is made when there is something to write; past a megabyte a new one begins and the old one is
 * kept. Named in {@code logging.properties}.
 */
public final class LogFile extends Handler {

    private static final int BYTES = 1_000_000;

    private @Nullable FileHandler file;
    private boolean ended;

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
        Path folder = UserFolders.ofSystem().data().resolve("log");
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
