package dev.backstep.rollback.program;

import dev.backstep.text.Visible;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a program writes, line by line, fit to be shown: without escape sequences, passwords masked, and no more than is of
 * use. From any thread.
 */
final class ToolOutput {

    /** Of more lines only the last ones are kept. */
    static final int MOST_LINES = 2_000;

    private static final int LONGEST_LINE = 4_000;
    private static final int LONGEST_HELD = 1 << 16;

    /** ECMA-48: control sequences, operating system commands, and the two-character ones. */
    private static final Pattern ESCAPES = Pattern.compile(
            "\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[PX^_][^\u001B]*(?:\u001B\\\\)?"
                    + "|[ -/]*[0-~])");

    private final Secrets secrets;
    private final Consumer<String> hears;
    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private int omitted;

    ToolOutput(Secrets secrets, Consumer<String> hears) {
        this.secrets = secrets;
        this.hears = hears;
    }

    /** Takes what came; only whole lines are told, as a password may come in two pieces. */
    synchronized void add(char[] characters, int length) {
        for (int i = 0; i < length; i++) {
            if (characters[i] == '\n') {
                end();
            } else if (line.length() < LONGEST_HELD) {
                line.append(characters[i]);
            }
        }
    }

    /** There is nothing more to come. */
    synchronized void close() {
        if (!line.isEmpty()) {
            end();
        }
    }

    private void end() {
        String shown = shown(line.toString());
        line.setLength(0);
        lines.add(shown);
        if (lines.size() > MOST_LINES) {
            lines.remove();
            omitted++;
        }
        hears.accept(shown);
    }

    private String shown(String raw) {
        String text = ESCAPES.matcher(raw).replaceAll("");
        while (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        // What a progress bar has overwritten is not told.
        text = text.substring(text.lastIndexOf('\r') + 1).replace("\t", "    ");
        return Visible.shortened(secrets.masked(text), LONGEST_LINE);
    }

    /** The last lines. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How many lines before them are not kept. */
    synchronized int omitted() {
        return omitted;
    }
}
