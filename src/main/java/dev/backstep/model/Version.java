package dev.backstep.model;

import java.math.BigInteger;

/**
 * A migration's version as its tool orders it.
 *
 * <p>Digits compare as numbers of any size, parts between dots, dashes and underscores one by one ({@code 9 < 10},
 * {@code 1.2 < 1.10}); a part that is not a number compares as text, after every number. Where several migrations share one
 * number, each has its name after a blank ({@code 1.1.5 A-Provisions}): they stand in the order of their names, and the number
 * alone, which is the point at which all of them are applied, stands after them.
 *
 * @param text the version in the tool's canonical form, for golang-migrate base 10 without leading zeros
 */
public record Version(String text) implements Comparable<Version> {

    private static final String REPEATABLE = "R__";

    public static Version of(long number) {
        return new Version(Long.toString(number));
    }

    /**
     * What stands in a version's place for a migration that has none and is run again whenever its file changes, as Flyway
     * has it: after every version, by its description.
     */
    public static Version repeatable(String description) {
        return new Version(REPEATABLE + description);
    }

    /** A migration of this number that is told by its name from others of the same number. */
    public static Version named(String number, String name) {
        return new Version(number + " " + name);
    }

    /** The version as it is shown: a migration without one has {@code R}, as its file has; one with a name, its number. */
    public String shown() {
        return isRepeatable() ? "R" : number();
    }

    /** Whether it stands for a migration that is run again and never undone. */
    public boolean isRepeatable() {
        return text.startsWith(REPEATABLE);
    }

    @Override
    public int compareTo(Version other) {
        if (isNumber(text) && isNumber(other.text)) {
            return compareNumbers(text, other.text);
        }
        if (!number().equals(other.number())) {
            return compareNumbersAndWords(number(), other.number());
        }
        if (name().isEmpty() || other.name().isEmpty()) {
            return Boolean.compare(name().isEmpty(), other.name().isEmpty());
        }
        int order = name().compareToIgnoreCase(other.name());
        return order != 0 ? order : name().compareTo(other.name());
    }

    @Override
    public String toString() {
        return text;
    }

    /** What stands before the name. */
    private String number() {
        int blank = isRepeatable() ? -1 : text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private String name() {
        return text.substring(Math.min(text.length(), number().length() + 1));
    }

    private static int compareNumbersAndWords(String one, String other) {
        String[] mine = one.split("[._-]", -1);
        String[] theirs = other.split("[._-]", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = comparePart(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(mine.length, theirs.length);
        return order != 0 ? order : one.compareTo(other);
    }

    private static int comparePart(String a, String b) {
        boolean aNumber = isNumber(a);
        boolean bNumber = isNumber(b);
        if (aNumber && bNumber) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
    }

    private static int compareNumbers(String a, String b) {
        if (a.charAt(0) == '0' || b.charAt(0) == '0') {
            int order = new BigInteger(a).compareTo(new BigInteger(b));
            return order != 0 ? order : a.compareTo(b);
        }
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < '0' || part.charAt(i) > '9') {
                return false;
            }
        }
        return !part.isEmpty();
    }
}
