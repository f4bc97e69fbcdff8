package dev.backstep.model;

import java.math.BigInteger;

/**
 * A migration's version as its tool orders it.
 *
 * <p>Digits compare as numbers of any size, parts between dots, dashes and underscores one by one ({@code 9 < 10},
 * {@code 1.2 < 1.10}); a part that is not a number compares as text, after every number.
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

    /** The version as it is shown: a migration without one has {@code R}, as its file has. */
    public String shown() {
        return isRepeatable() ? "R" : text;
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
        String[] mine = text.split("[._-]", -1);
        String[] theirs = other.text.split("[._-]", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = comparePart(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(mine.length, theirs.length);
        return order != 0 ? order : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
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
