package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A tool's own command, as a person gave it.
 *
 * @param line as it was written
 * @param words the program and its arguments, as they are passed on; no shell sees them
 * @param folder where it is run, absolute
 * @param variables by which it is told the database
 */
public record ToolCommand(String line, List<String> words, Path folder, List<Variable> variables) {

    public ToolCommand {
        words = List.copyOf(words);
        variables = List.copyOf(variables);
    }

    /**
     * Takes a command apart.
     *
     * @throws BackstepException when it cannot be run as it is written; the sentence says how to write it
     */
    public static ToolCommand of(String line, Path folder, List<Variable> variables) throws BackstepException {
        List<String> words = CommandWords.split(line);
        if (line.indexOf('\0') >= 0) {
            throw new BackstepException("program.command.empty", null);
        }
        if (words.stream().anyMatch(Secrets::hasPassword)) {
            // The list of processes shows arguments to everybody on this computer.
            throw new BackstepException("program.command.password", null);
        }
        if (!Files.isDirectory(folder)) {
            throw new BackstepException("program.command.folder", null, folder);
        }
        if (variables.isEmpty()) {
            throw new BackstepException("program.variable.none", null);
        }
        for (Variable variable : variables) {
            variable.check();
        }
        return new ToolCommand(line, words, folder.toAbsolutePath().normalize(), variables);
    }
}
