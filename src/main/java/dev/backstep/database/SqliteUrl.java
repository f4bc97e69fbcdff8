package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a SQLite file: AIOStreams' {@code sqlite://./data/db.sqlite} and {@code sqlite:///data/db.sqlite}
 * ({@code packages/core/src/db/connect.ts}), {@code jdbc:sqlite:}, {@code sqlite:} and {@code file:} with a path, or a path
 * that ends as such files do. A path that is not absolute is one from the checkout.
 */
final class SqliteUrl {

    private static final Pattern SCHEME = Pattern.compile("(?i)(jdbc:sqlite|sqlite3?|file):(.*)", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("(?i)[^:?#]*\\.(sqlite3?|db3?)");
    private static final Pattern WINDOWS = Pattern.compile("/[A-Za-z]:[/\\\\].*");

    private SqliteUrl() {}

    /** Empty for what names no file. */
    static Optional<ConnectionSettings> parse(String url) throws BackstepException {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches()) {
            boolean windows = url.matches("[A-Za-z]:[/\\\\].*");
            return PLAIN.matcher(windows ? url.substring(2) : url).matches()
                    ? Optional.of(settings(url))
                    : Optional.empty();
        }
        String path = scheme.group(2);
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        if (path.startsWith("//")) {
            path = path.substring(2);
            if (!path.startsWith("/") && !path.startsWith("./")) {
                throw new BackstepException("url.sqlite", null);
            }
        }
        if (WINDOWS.matcher(path).matches()) {
            path = path.substring(1);
        }
        if (path.isEmpty() || path.toLowerCase(Locale.ROOT).contains(":memory:")) {
            throw new BackstepException("url.sqlite", null);
        }
        return Optional.of(settings(path));
    }

    private static ConnectionSettings settings(String path) throws BackstepException {
        try {
            return ConnectionSettings.ofFile(path);
        } catch (InvalidPathException e) {
            throw new BackstepException("url.sqlite", e);
        }
    }
}
