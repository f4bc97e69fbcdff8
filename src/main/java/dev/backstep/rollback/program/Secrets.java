package dev.backstep.rollback.program;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes passwords out of what a program says: the known one in every form it is written, and those of URLs. */
final class Secrets {

    /** What stands in a password's place. */
    static final String MASK = "•••";

    /** The last @ before a blank or a slash ends the password, as a password may hold one. */
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@'\"]*:)([^\\s/'\"]+)@");

    private static final Pattern NAMED =
            Pattern.compile("(?i)(\\b(?:password|pgpassword|passwd|pwd)\\b[\"']?\\s*[=:]\\s*[\"']?)([^\\s\"'&;,}]+)");

    private final List<String> forms;

    /** @param password the database's; empty where there is none */
    Secrets(String password) {
        String escaped = Variable.escape(password);
        forms = Stream.of(
                        password,
                        escaped,
                        escaped.toLowerCase(Locale.ROOT),
                        URLEncoder.encode(password, StandardCharsets.UTF_8),
                        password.replace("\\", "\\\\").replace("\"", "\\\""),
                        password.replace("'", "''"))
                .filter(form -> !form.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Whether a text holds a URL with a password. */
    static boolean hasPassword(String text) {
        return IN_URL.matcher(text).find();
    }

    String masked(String text) {
        String masked = IN_URL.matcher(text).replaceAll("$1" + MASK + "@");
        masked = NAMED.matcher(masked).replaceAll("$1" + MASK);
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }
}
