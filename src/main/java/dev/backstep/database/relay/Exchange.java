package dev.backstep.database.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends and what is answered, put together. Messages and their order are those of PostgreSQL's
 * documentation, "Message Flow": a query is answered up to ReadyForQuery, and after an error everything up to the next
 * Sync is passed over.
 */
final class Exchange {

    private final Recording recording;
    private final int connection;
    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean loggedIn;

    Exchange(Recording recording, int connection) {
        this.recording = recording;
        this.connection = connection;
    }

    private record Portal(String text, int parameters) {}

    /** @param entry null for a Sync */
    private record Waiting(Recording.@Nullable Entry entry, boolean simple) {}

    /** Whether a message from the program is of interest, and so has to be read as a whole. */
    static boolean isHeard(int type) {
        return type == 'Q' || type == 'P' || type == 'B' || type == 'E' || type == 'S';
    }

    /** The text that a message would have PostgreSQL run or prepare; null where it has none. */
    static @Nullable String text(int type, byte[] body) {
        return switch (type) {
            case 'Q' -> string(body, 0);
            case 'P' -> string(body, end(body, 0) + 1);
            default -> null;
        };
    }

    synchronized void heard(int type, byte[] body) {
        switch (type) {
            case 'Q' -> waiting.add(new Waiting(recording.sent(connection, string(body, 0), 0), true));
            case 'P' -> prepared.put(string(body, 0), string(body, end(body, 0) + 1));
            case 'B' -> bind(body);
            case 'E' -> {
                Portal portal = portals.getOrDefault(string(body, 0), new Portal("", 0));
                waiting.add(new Waiting(recording.sent(connection, portal.text, portal.parameters), false));
            }
            case 'S' -> waiting.add(new Waiting(null, false));
            default -> {}
        }
    }

    /** The portal's name, the statement's name, the parameters' formats, and how many parameters: their values are not read. */
    private void bind(byte[] body) {
        int statement = end(body, 0) + 1;
        int formats = end(body, statement) + 1;
        int parameters = formats + 2 + 2 * number(body, formats);
        String text = prepared.getOrDefault(string(body, statement), "");
        portals.put(string(body, 0), new Portal(text, number(body, parameters)));
    }

    /** Whether an answer is of interest. */
    static boolean isAnswer(int type) {
        return type == 'C' || type == 'I' || type == 's' || type == 'E' || type == 'Z' || type == 'K';
    }

    synchronized void answered(int type, byte[] body) {
        Waiting first = waiting.peek();
        switch (type) {
            case 'K' -> recording.backend((number(body, 0) << 16) | number(body, 2));
            case 'Z' -> ready();
            case 'E' -> failed(first, body);
            case 'C' -> done(first, string(body, 0));
            default -> done(first, "");
        }
    }

    private void done(@Nullable Waiting first, String tag) {
        if (first == null || first.entry == null) {
            return;
        }
        recording.answered(first.entry, tag);
        if (!first.simple) {
            waiting.remove();
        }
    }

    private void failed(@Nullable Waiting first, byte[] body) {
        String state = state(body);
        if (!loggedIn) {
            recording.loginFailed(state);
        } else if (first != null && first.entry != null) {
            recording.refused(first.entry, state);
        }
    }

    /** Ends a query, or everything up to a Sync. */
    private void ready() {
        loggedIn = true;
        while (!waiting.isEmpty()) {
            Waiting next = waiting.remove();
            if (next.entry == null || next.simple) {
                return;
            }
        }
    }

    /** The field C of an ErrorResponse. */
    private static String state(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] != 0) {
            if (body[at] == 'C') {
                return string(body, at + 1);
            }
            at = end(body, at) + 1;
        }
        return "";
    }

    private static int number(byte[] body, int at) {
        return at + 1 < body.length ? ((body[at] & 0xff) << 8) | (body[at + 1] & 0xff) : 0;
    }

    private static int end(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != 0) {
            at++;
        }
        return at;
    }

    private static String string(byte[] body, int from) {
        int start = Math.min(from, body.length);
        return new String(body, start, end(body, start) - start, StandardCharsets.UTF_8);
    }
}
