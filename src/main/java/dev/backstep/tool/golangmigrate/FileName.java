package dev.backstep.tool.golangmigrate;

import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.ScriptName.Direction;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * golang-migrate's rule for file names ({@code source/parse.go}): {@code 000448_alpha_cleanup.down.sql}.
 *
 * <p>The title is greedy, so the last {@code .up.} or {@code .down.} decides; the extension may be anything, also
 * nothing. A version beyond uint64 makes the tool skip the file without a word.
 */
final class FileName {

    /** As in Go a dot matches everything but a line feed, and the end is the end of the whole name. */
    private static final Pattern RULE = Pattern.compile("([0-9]+)_(.*)\\.(down|up)\\.(.*)", Pattern.UNIX_LINES);

    private FileName() {}

    static Optional<ScriptName> parse(String fileName) {
        Matcher name = RULE.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            long version = Long.parseUnsignedLong(name.group(1));
            Direction direction = name.group(3).equals("up") ? Direction.UP : Direction.DOWN;
            return Optional.of(new ScriptName(new Version(Long.toUnsignedString(version)), name.group(2), direction));
        } catch (NumberFormatException beyondUint64) {
            return Optional.empty();
        }
    }
}
