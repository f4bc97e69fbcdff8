package dev.backstep.text;

import dev.backstep.model.Version;
import java.util.List;

/** Puts several versions into few words. */
public final class Versions {

    private static final int NAMED = 3;

    private Versions() {}

    /** Neighbours on the timeline, newest first: {@code 446–448}, {@code 446 and 447}, {@code 446}. */
    static String range(List<Version> neighbours) {
        String newest = neighbours.getFirst().text();
        String oldest = neighbours.getLast().text();
        return switch (neighbours.size()) {
            case 1 -> newest;
            case 2 -> Text.of("versions.two", oldest, newest);
            default -> oldest + "–" + newest;
        };
    }

    /** Any versions, ascending: {@code 446, 447 and 450}; of many the first ones and how many more. */
    public static String list(List<Version> versions) {
        List<String> words =
                versions.stream().sorted().distinct().map(Version::text).toList();
        return Words.list(words, NAMED);
    }
}
