package dev.backstep.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a database is for, and so how much a mistake on it costs. */
public enum Environment {
    LOCAL,
    STAGING,
    PRODUCTION;

    private static final Set<String> PRODUCTIVE = Set.of("prod", "production", "prd", "live");
    private static final Set<String> TRYING = Set.of(
            "staging",
            "stage",
            "stg",
            "uat",
            "qa",
            "test",
            "testing",
            "dev",
            "development",
            "preprod",
            "nonprod",
            "sandbox",
            "demo",
            "ci");
    private static final Set<String> NOT = Set.of("pre", "non", "not");
    private static final Set<String> HERE = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1", "");

    /**
     * The environment that host and database names speak for, until a person says otherwise. A database that is reached over
     * this computer and is called a production one is believed to be one, as a tunnel leads there; one elsewhere whose names
     * say nothing is taken for the worst.
     */
    public static Environment guess(String host, String database) {
        List<String> words = words(host + " " + database);
        for (int i = 0; i < words.size(); i++) {
            if (PRODUCTIVE.contains(words.get(i)) && (i == 0 || !NOT.contains(words.get(i - 1)))) {
                return PRODUCTION;
            }
        }
        if (isHere(host)) {
            return LOCAL;
        }
        return words.stream().anyMatch(word -> TRYING.contains(word) || NOT.contains(word)) ? STAGING : PRODUCTION;
    }

    private static boolean isHere(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return HERE.contains(name) || name.startsWith("127.") || name.startsWith("/") || name.endsWith(".localhost");
    }

    /** Letters in a row, in lower case; digits end a word, so that {@code prod2} is one. */
    private static List<String> words(String names) {
        return Arrays.stream(names.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                        .toLowerCase(Locale.ROOT)
                        .split("[^\\p{L}]+"))
                .toList();
    }
}
