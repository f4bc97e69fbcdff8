package dev.backstep.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line was called from.
 *
 * @param out takes the answers
 * @param err takes progress and problems
 * @param folder the current folder, absolute
 * @param environment the process's environment variables
 * @param passwordPrompt asks the person for a password without showing it, with the given words; gives null when there is
 *     no person to ask
 */
public record Terminal(
        PrintWriter out,
        PrintWriter err,
        Path folder,
        Map<String, String> environment,
        Function<String, char @Nullable []> passwordPrompt) {

    /** This process's own. */
    public static Terminal ofSystem() {
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Path.of("").toAbsolutePath(),
                System.getenv(),
                Terminal::ask);
    }

    private static char @Nullable [] ask(String words) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", words))
                .orElse(null);
    }
}
