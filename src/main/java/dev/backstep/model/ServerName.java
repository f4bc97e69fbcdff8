package dev.backstep.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a person calls a server: host and port, as {@link ConnectionSettings#server()} writes them; of a SQLite file its folder. */
public final class ServerName {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]|[^/\\\\:]*):([0-9]{1,5})");

    /** What this computer is called by everybody; not the rest of 127/8, on which several tunnels may have the same port. */
    private static final Pattern HERE = Pattern.compile("localhost\\.?|127\\.0\\.0\\.1|\\[::1]|\\[(0:){7}1]|");

    private ServerName() {}

    /**
     * Whether both names lead to one server, as far as names tell: they know no case, and this computer has several. Two servers that
     * share a port, one on 127.0.0.1 and one on ::1, are taken for one: what is known of either, such as that it is production, counts
     * for both.
     */
    public static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String server) {
        Matcher parts = HOST_AND_PORT.matcher(server);
        if (!parts.matches()) {
            return server;
        }
        String host = parts.group(1).toLowerCase(Locale.ROOT);
        return (HERE.matcher(host).matches() ? "localhost" : host) + ":" + parts.group(2);
    }
}
