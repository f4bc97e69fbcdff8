package dev.backstep.app;

import java.awt.Desktop;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** On macOS a file that is opened by a double click comes as an event, not as an argument. */
final class OpenedFiles {

    private OpenedFiles() {}

    /** From now on, gives such files to {@code taker}, once there is one. To be called before JavaFX is there. */
    static void listen(CompletableFuture<Consumer<Path>> taker) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.APP_OPEN_FILE)) {
            Desktop.getDesktop().setOpenFileHandler(event -> {
                Consumer<Path> take = taker.join();
                event.getFiles().stream().findFirst().map(File::toPath).ifPresent(take);
            });
        }
    }
}
