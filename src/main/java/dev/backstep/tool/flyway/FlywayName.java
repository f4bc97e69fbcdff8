package dev.backstep.tool.flyway;

import dev.backstep.model.Version;
import dev.backstep.tool.ScriptName;
import dev.backstep.tool.ScriptName.Direction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flyway's rule for file names, with its default prefixes, separator and suffix ({@code ResourceNameParser}):
 * {@code V1_2__add_users.sql}, {@code U1_2__add_users.sql}, {@code R__views.sql}.
 */
final class FlywayName {

    private static final Pattern VERSIONED =
            Pattern.compile("([VU])([0-9]+(?:[._][0-9]+)*?)(?:__(.*))?\\.(?i:sql)", Pattern.DOTALL);
    private static final Pattern REPEATABLE = Pattern.compile("R__(.*)\\.(?i:sql)", Pattern.DOTALL);
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

    private FlywayName() {}

    static Optional<ScriptName> parse(String fileName) {
        Matcher repeatable = REPEATABLE.matcher(fileName);
        if (repeatable.matches()) {
            String description = description(repeatable.group(1));
            return Optional.of(new ScriptName(Version.repeatable(description), description, Direction.UP));
        }
        Matcher name = VERSIONED.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        Direction direction = name.group(1).equals("V") ? Direction.UP : Direction.DOWN;
        String description = name.group(3) == null ? "" : description(name.group(3));
        return version(name.group(2)).map(version -> new ScriptName(version, description, direction));
    }

    /** As {@code MigrationVersion} compares: numbers of any size, zeros at the end count for nothing. */
    static Optional<Version> version(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        List<BigInteger> numbers = new ArrayList<>();
        for (String number : text.split("[._]", -1)) {
            numbers.add(new BigInteger(number));
        }
        while (numbers.size() > 1 && numbers.getLast().signum() == 0) {
            numbers.removeLast();
        }
        return Optional.of(
                new Version(numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."))));
    }

    /** The version as a versioned file's name writes it, zeros included, with dots; the name may have folders before it. */
    static Optional<String> written(String fileName) {
        Matcher name = VERSIONED.matcher(fileName.substring(fileName.lastIndexOf('/') + 1));
        return name.matches() ? Optional.of(name.group(2).replace('_', '.')) : Optional.empty();
    }

    private static String description(String text) {
        return text.replace('_', ' ');
    }
}
