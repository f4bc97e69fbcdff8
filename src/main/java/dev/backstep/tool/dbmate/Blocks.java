package dev.backstep.tool.dbmate;

import dev.backstep.model.Script.Trait;
import dev.backstep.tool.FileText;
import dev.backstep.tool.FileText.Part;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a dbmate file ({@code pkg/dbmate/migration.go}).
 *
 * <p>A block begins with its directive, which dbmate sends along as the comment that it is, and ends where the next one
 * begins. A file without a block for up is none of dbmate's. One that dbmate itself cannot undo, as it has several blocks
 * for up or for down, or none for down, has no down script here.
 */
final class Blocks {

    private static final Pattern UP = directive("up");
    private static final Pattern DOWN = directive("down");
    private static final Pattern NO_TRANSACTION = Pattern.compile("\\stransaction:false(\\s|$)");

    private Blocks() {}

    static Optional<FileText> read(byte[] file) {
        // One byte is one character, so that what is cut out is what stands in the file, whatever its encoding.
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher up = UP.matcher(text);
        if (!up.find()) {
            return Optional.empty();
        }
        int start = up.start();
        boolean again = up.find();
        Matcher down = DOWN.matcher(text);
        boolean found = down.find(start);
        int end = found ? down.start() : text.length();
        boolean several = again || (found && down.find());
        Part undo = found && !several ? part(file, text, end, text.length()) : null;
        return Optional.of(new FileText(part(file, text, start, end), undo, null));
    }

    private static @Nullable Part part(byte[] file, String text, int from, int to) {
        int line = text.indexOf('\n', from);
        String options = text.substring(from, line < 0 || line > to ? to : line);
        return new Part(
                Arrays.copyOfRange(file, from, to),
                NO_TRANSACTION.matcher(options).find() ? Set.of(Trait.APART) : Set.of());
    }

    /** As in Go the end of a line is before a line feed only, and white space is ASCII. */
    private static Pattern directive(String word) {
        return Pattern.compile("^--\\s*migrate:" + word + "(\\s*$|\\s+\\S+)", Pattern.MULTILINE | Pattern.UNIX_LINES);
    }
}
