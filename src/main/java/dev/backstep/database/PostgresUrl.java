package dev.backstep.database;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pasted {@code postgres://} URL says, as libpq and golang-migrate read it; the password is kept apart.
 *
 * <p>Takes {@code postgres}, {@code postgresql}, golang-migrate's {@code pgx} and {@code pgx5} (also {@code pgx4}), and
 * {@code jdbc:postgresql}. What is missing is libpq's default: {@code localhost}, 5432, the system user's name, the
 * user's name as the database, {@code prefer}; the environment is not looked at. No sentence about a bad URL repeats
 * any part of it, since a password with an unescaped character may stand anywhere.
 *
 * <p>What names a SQLite file is understood as well ({@link SqliteUrl}); it has no password.
 */
public final class PostgresUrl implements AutoCloseable {

    private final ConnectionSettings settings;
    private final char @Nullable [] password;

    PostgresUrl(ConnectionSettings settings, char @Nullable [] password) {
        this.settings = settings;
        this.password = password;
    }

    /**
     * Reads a URL.
     *
     * @throws BackstepException for what is not a URL of a PostgreSQL database, or asks for what Backstep cannot do
     */
    public static PostgresUrl parse(String url) throws BackstepException {
        Optional<ConnectionSettings> file = SqliteUrl.parse(url.strip());
        if (file.isPresent()) {
            return new PostgresUrl(file.get(), null);
        }
        UrlParts parts = UrlParts.of(url.strip());
        UrlParameters parameters = UrlParameters.of(parts.query(), parts.jdbc());
        String user = first(parameters.get("user"), parts.user(), System.getProperty("user.name", "postgres"));
        ConnectionSettings settings = new ConnectionSettings(
                host(first(parameters.get("host"), parts.host(), "localhost")),
                port(first(parameters.get("port"), parts.port(), "5432")),
                first(parameters.get("dbname"), parts.database(), user),
                user,
                parameters.sslMode(),
                parameters.searchPath(),
                MigrationsTableName.of(
                        parameters.get("x-migrations-table"), parameters.get("x-migrations-table-quoted")));
        String password = parameters.get("password") == null ? parts.password() : parameters.get("password");
        return new PostgresUrl(settings, password == null ? null : password.toCharArray());
    }

    /** Everything but the password. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** A copy of the password for the caller to wipe; null when the URL has none. */
    public char @Nullable [] password() {
        return password == null ? null : password.clone();
    }

    /** Wipes the password. */
    @Override
    public void close() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    private static String first(@Nullable String given, @Nullable String other, String otherwise) {
        if (given != null && !given.isEmpty()) {
            return given;
        }
        return other != null && !other.isEmpty() ? other : otherwise;
    }

    private static String host(String host) throws BackstepException {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new BackstepException("url.socket", null);
        }
        if (host.contains(",")) {
            throw new BackstepException("url.severalHosts", null);
        }
        if (host.chars().anyMatch(c -> c <= ' ' || "/?#@\\".indexOf(c) >= 0)) {
            throw new BackstepException("url.host", null);
        }
        return host;
    }

    private static int port(String port) throws BackstepException {
        if (port.contains(",")) {
            throw new BackstepException("url.severalHosts", null);
        }
        try {
            int number = Integer.parseInt(port);
            if (number >= 1 && number <= 65535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below without the port: with an unescaped character before it, it may be a part of the password.
        }
        throw new BackstepException("url.port", null);
    }
}
