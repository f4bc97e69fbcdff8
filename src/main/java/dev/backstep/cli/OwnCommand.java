package dev.backstep.cli;

import dev.backstep.model.BackstepException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** How this very program is started again, by itself and without building anything. */
public final class OwnCommand {

    private final List<String> command;

    private OwnCommand(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * From the properties of a running Backstep: {@code jpackage.app-path}, which an installed one has, or
     * {@code backstep.arguments}, the java argument file of one that was built from its sources.
     */
    public static OwnCommand of(Properties system) {
        String installed = system.getProperty("jpackage.app-path");
        if (installed != null) {
            return new OwnCommand(List.of(installed));
        }
        String arguments = system.getProperty("backstep.arguments");
        if (arguments == null) {
            return new OwnCommand(List.of());
        }
        String java = File.separatorChar == '\\' ? "java.exe" : "java";
        Path program = Path.of(system.getProperty("java.home", ""), "bin", java);
        return new OwnCommand(List.of(program.toString(), "@" + arguments));
    }

    /** The command with arguments. */
    List<String> with(String... arguments) throws BackstepException {
        if (command.isEmpty()) {
            throw new BackstepException("cli.hook.noCommand", null);
        }
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
