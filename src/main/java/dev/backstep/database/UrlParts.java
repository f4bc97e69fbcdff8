package dev.backstep.database;

import dev.backstep.model.BackstepException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A URL cut into its parts, percent-decoded but for the query.
 *
 * @param jdbc whether it is a JDBC URL
 */
record UrlParts(
        boolean jdbc,
        @Nullable String user,
        @Nullable String password,
        @Nullable String host,
        @Nullable String port,
        @Nullable String database,
        String query) {

    private static final Set<String> SCHEMES =
            Set.of("postgres", "postgresql", "pgx", "pgx4", "pgx5", "jdbc:postgresql");

    static UrlParts of(String url) throws BackstepException {
        int end = schemeEnd(url);
        boolean jdbc = url.toLowerCase(Locale.ROOT).startsWith("jdbc:");
        String rest = url.substring(end + 1);
        if (!rest.startsWith("//")) {
            if (!jdbc) {
                throw new BackstepException("url.noPostgres", null);
            }
            // jdbc:postgresql:database and jdbc:postgresql:/ leave the server out.
            rest = rest.startsWith("/") ? "//" + rest : "///" + rest;
        }
        return cut(rest.substring(2), jdbc);
    }

    private static UrlParts cut(String rest, boolean jdbc) throws BackstepException {
        int authorityEnd = firstOf(rest, "/?#");
        String authority = rest.substring(0, authorityEnd);
        String after = rest.substring(authorityEnd);
        // An unescaped / ? or # in a password ends up here, together with the @ that ends the password.
        if (after.contains("@")) {
            throw new BackstepException("url.escape", null);
        }
        int fragment = firstOf(after, "#");
        int question = firstOf(after.substring(0, fragment), "?");
        String path = after.substring(0, question);
        String query = question < fragment ? after.substring(question + 1, fragment) : "";
        String database = path.isEmpty() ? null : Percent.decode(path.substring(1));

        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = firstOf(login, ":");
        String password = colon < login.length() ? Percent.decode(login.substring(colon + 1)) : null;
        String address = authority.substring(at + 1);
        int portColon = portColon(address);
        String host = Percent.decode(unbracketed(address.substring(0, portColon)));
        String port = portColon < address.length() ? Percent.decode(address.substring(portColon + 1)) : null;
        return new UrlParts(jdbc, Percent.decode(login.substring(0, colon)), password, host, port, database, query);
    }

    /** Where the scheme's colon stands; {@code jdbc:postgresql} is one scheme here. */
    private static int schemeEnd(String url) throws BackstepException {
        String lower = url.toLowerCase(Locale.ROOT);
        int from = lower.startsWith("jdbc:") ? "jdbc:".length() : 0;
        int end = lower.indexOf(':', from);
        if (end < 0 || !SCHEMES.contains(lower.substring(0, end))) {
            throw new BackstepException("url.noPostgres", null);
        }
        return end;
    }

    private static int portColon(String address) throws BackstepException {
        if (!address.startsWith("[")) {
            return firstOf(address, ":");
        }
        int end = address.indexOf(']');
        if (end < 0) {
            throw new BackstepException("url.host", null);
        }
        if (end + 1 < address.length() && address.charAt(end + 1) != ':') {
            throw new BackstepException("url.host", null);
        }
        return end + 1;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The first of these characters, or the text's end. */
    private static int firstOf(String text, String characters) {
        int i = 0;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "UrlParts[" + host + "]";
    }
}
