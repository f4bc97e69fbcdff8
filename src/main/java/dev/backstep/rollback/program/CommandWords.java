package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a command line apart, the same on every system and without a shell: words stand between blanks; quotes of either
 * kind keep blanks together; a backslash is a character like any other, but before a double quote inside of double quotes.
 */
final class CommandWords {

    /** What a shell would act upon, and a program would only be puzzled by. */
    private static final Set<String> SHELL = Set.of("|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1");

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean quoted;

    private CommandWords(String line) {
        this.line = line;
    }

    /**
     * The words, the program first.
     *
     * @throws BackstepException when there is no word, a quote is not closed, or something only a shell understands stands there
     */
    static List<String> split(String line) throws BackstepException {
        return new CommandWords(line).split();
    }

    private List<String> split() throws BackstepException {
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"' || character == '\'') {
                i = quote(i, character);
            } else if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
                end();
            } else {
                begun = true;
                word.append(character);
            }
        }
        end();
        if (words.isEmpty()) {
            throw new BackstepException("program.command.empty", null);
        }
        if (words.getFirst().matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
            throw new BackstepException(
                    "program.command.assignment", null, words.getFirst().replaceFirst("=.*", ""));
        }
        return List.copyOf(words);
    }

    /** Gives the place of the closing quote. */
    private int quote(int open, char mark) throws BackstepException {
        begun = true;
        quoted = true;
        for (int i = open + 1; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == mark) {
                return i;
            }
            if (mark == '"' && character == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                i++;
                word.append('"');
            } else {
                word.append(character);
            }
        }
        throw new BackstepException("program.command.quote", null, String.valueOf(mark));
    }

    private void end() throws BackstepException {
        if (begun) {
            String ended = word.toString();
            if (!quoted && SHELL.contains(ended)) {
                throw new BackstepException("program.command.shell", null, ended);
            }
            words.add(ended);
        }
        word.setLength(0);
        begun = false;
        quoted = false;
    }
}
