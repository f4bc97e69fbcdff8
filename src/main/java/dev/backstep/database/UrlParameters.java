package dev.backstep.database;

import dev.backstep.model.BackstepException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a URL's query; of several with one name the first counts, as with Go's {@code Query().Get}.
 *
 * <p>Those that Backstep does not know are left aside, as are golang-migrate's other {@code x-} ones: they say how to
 * run migrations up, or how to tune a connection. A role to switch to would change what a run may do, so it is refused.
 */
final class UrlParameters {

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Taken as they are: a plus sign in a password is one. Elsewhere it is a space, as golang-migrate reads it. */
    private static final Set<String> LITERAL = Set.of("password", "user", "dbname", "host", "port");

    private final Map<String, String> values = new HashMap<>();
    private final boolean jdbc;

    private UrlParameters(boolean jdbc) {
        this.jdbc = jdbc;
    }

    static UrlParameters of(String query, boolean jdbc) throws BackstepException {
        UrlParameters parameters = new UrlParameters(jdbc);
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String key = Percent.decode(pair.substring(0, equals));
                String value = pair.substring(equals + 1);
                parameters.values.putIfAbsent(
                        key, Percent.decode(LITERAL.contains(key) ? value : value.replace('+', ' ')));
            }
        }
        for (String refused : Set.of("service", "servicefile", "role", "hostaddr")) {
            if (parameters.values.containsKey(refused)) {
                throw new BackstepException("url.unsupported", null, refused);
            }
        }
        return parameters;
    }

    @Nullable
    String get(String key) {
        return values.get(key);
    }

    String sslMode() throws BackstepException {
        String mode = values.get("sslmode");
        if (mode == null && jdbc && values.containsKey("ssl")) {
            // The driver's ssl=true, or a bare ssl, has always meant to check everything.
            return values.get("ssl").equalsIgnoreCase("false") ? "prefer" : "verify-full";
        }
        if (mode == null || mode.isEmpty()) {
            return "prefer";
        }
        if (!SSL_MODES.contains(mode)) {
            throw new BackstepException("url.sslMode", null);
        }
        return mode;
    }

    /** From {@code search_path}, JDBC's {@code currentSchema}, or {@code options=-c search_path=…}; null for none. */
    @Nullable
    String searchPath() throws BackstepException {
        String fromOptions = searchPathOf(values.getOrDefault("options", ""));
        String path = values.get(jdbc ? "currentSchema" : "search_path");
        if (path != null && !path.isBlank()) {
            return path;
        }
        return fromOptions;
    }

    /** libpq's options: words between spaces, a backslash takes the next character as it is. */
    private static @Nullable String searchPathOf(String options) throws BackstepException {
        String path = null;
        boolean setting = false;
        for (String word : options.strip().split("(?<!\\\\)\\s+", -1)) {
            String text = word.replaceAll("\\\\(.)", "$1");
            if (!setting && text.equals("-c")) {
                setting = true;
                continue;
            }
            String assignment = setting ? text : text.replaceFirst("^(-c|--)", "");
            setting = false;
            int equals = assignment.indexOf('=');
            String name = (equals < 0 ? assignment : assignment.substring(0, equals))
                    .replace('-', '_')
                    .toLowerCase(Locale.ROOT);
            if (name.equals("role") || name.equals("session_authorization")) {
                throw new BackstepException("url.unsupported", null, "role");
            }
            if (name.equals("search_path") && equals > 0) {
                path = assignment.substring(equals + 1);
            }
        }
        return path;
    }
}
