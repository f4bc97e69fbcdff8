package dev.backstep.sql.parse;

import java.nio.charset.StandardCharsets;

/** The lengths of names, as PostgreSQL keeps them ({@code NAMEDATALEN}): 63 bytes of UTF-8. */
public final class Identifiers {

    private static final int LONGEST = 63;

    private Identifiers() {}

    /** The name as it is kept. */
    public static String kept(String name) {
        return clipped(name, LONGEST);
    }

    /**
     * The name PostgreSQL makes up for a constraint or index, by its {@code makeObjectName}: where it would be too long,
     * the longer of its two first parts gives way.
     *
     * @param table the table's name
     * @param columns the columns' names, joined; empty where they are left out
     * @param label what it is, such as {@code fkey}
     */
    public static String made(String table, String columns, String label) {
        int room = LONGEST - label.length() - 1 - (columns.isEmpty() ? 0 : 1);
        int first = bytes(table);
        int second = bytes(columns);
        while (first + second > room) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        String middle = columns.isEmpty() ? "" : "_" + clipped(columns, second);
        return clipped(table, first) + middle + "_" + label;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String clipped(String name, int bytes) {
        String clipped = name;
        while (clipped.length() > bytes || bytes(clipped) > bytes) {
            int end = clipped.offsetByCodePoints(clipped.length(), -1);
            clipped = clipped.substring(0, Math.min(end, Math.max(bytes, 0)));
        }
        return clipped;
    }
}
