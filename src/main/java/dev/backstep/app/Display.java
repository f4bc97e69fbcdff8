package dev.backstep.app;

import dev.backstep.text.Text;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether a window can be shown, before JavaFX is loaded: that ends the process with a stack trace when it
 * finds no display.
 */
@SuppressWarnings("restricted") // Asking Xlib and the loader is the point; launch.args allows native access.
final class Display {

    private static final int SECONDS_TO_OPEN = 5;
    private static final Pattern LOCAL = Pattern.compile(":(\\d{1,5})(\\.\\d+)?");

    private Display() {}

    /** Why no window can be shown, a sentence; empty when one can. */
    static Optional<String> problem() {
        return problem(System.getProperties(), System.getenv());
    }

    static Optional<String> problem(Properties system, Map<String, String> environment) {
        boolean headlessPlatform = "Headless".equals(system.getProperty("glass.platform"));
        String name = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (headlessPlatform || name.startsWith("windows") || name.startsWith("mac")) {
            return Optional.empty();
        }
        // JavaFX draws through GTK on X11 only; under Wayland that is XWayland, which sets DISPLAY too.
        String display = environment.getOrDefault("DISPLAY", "");
        if (display.isEmpty()) {
            boolean wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
            return Optional.of(Text.of(wayland ? "display.onlyWayland" : "display.none"));
        }
        if (!opens(display)) {
            return Optional.of(unusable(display));
        }
        return loads("libgtk-3.so.0") ? Optional.empty() : Optional.of(Text.of("display.noGtk"));
    }

    /**
     * As {@link #problem}, for who is about to open a window and hears from JavaFX when there is none: where the display
     * is a server of this machine that has its socket, that has to do. Asking Xlib takes a tenth of a second.
     */
    static Optional<String> quickProblem() {
        String display = System.getenv().getOrDefault("DISPLAY", "");
        Matcher local = LOCAL.matcher(display);
        return local.matches() && Files.exists(Path.of("/tmp/.X11-unix/X" + local.group(1)))
                ? Optional.empty()
                : problem();
    }

    /** Why JavaFX could not open the window, a sentence. */
    static String refusal() {
        return problem().orElseGet(() -> unusable(System.getenv().getOrDefault("DISPLAY", "")));
    }

    private static String unusable(String display) {
        return Text.of("display.unusable", display);
    }

    private static boolean loads(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(library, arena);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A display on a machine that does not answer would keep Xlib waiting for minutes. */
    private static boolean opens(String display) {
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("display").start(() -> opened.complete(xlibOpens(display)));
        try {
            return opened.get(SECONDS_TO_OPEN, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean xlibOpens(String display) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup xlib = SymbolLookup.libraryLookup("libX11.so.6", arena);
            Linker linker = Linker.nativeLinker();
            MethodHandle open = linker.downcallHandle(
                    xlib.findOrThrow("XOpenDisplay"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            MethodHandle close = linker.downcallHandle(
                    xlib.findOrThrow("XCloseDisplay"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment connection = (MemorySegment) open.invokeExact(arena.allocateFrom(display));
            if (connection.equals(MemorySegment.NULL)) {
                return false;
            }
            int ignored = (int) close.invokeExact(connection);
            return true;
        } catch (Throwable e) {
            // A library or a function that is not there: then JavaFX finds none either. invokeExact declares Throwable.
            return false;
        }
    }
}
