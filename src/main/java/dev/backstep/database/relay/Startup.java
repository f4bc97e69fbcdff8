package dev.backstep.database.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a connection, which has no type (PostgreSQL's documentation, "Message Formats").
 *
 * @param bytes the whole message, to be passed on as it is
 * @param parameters names and values; null where it asks to cancel a statement of another connection
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record Startup(byte[] bytes, @Nullable Map<String, String> parameters) {

    static final int TLS = 80_877_103;
    private static final int GSS = 80_877_104;
    private static final int CANCEL = 80_877_102;
    private static final int PROTOCOL_MAJOR = 3;
    private static final int MOST_BYTES = 10_000;

    /** Reads it; who asks for encryption is told that there is none, and goes on without or leaves. */
    static Startup read(DataInputStream in, OutputStream out, Recording recording) throws IOException {
        while (true) {
            int length = in.readInt();
            if (length < 8 || length > MOST_BYTES) {
                throw new IOException("no startup message of PostgreSQL's protocol");
            }
            byte[] message = ByteBuffer.allocate(length).putInt(length).array();
            in.readFully(message, 4, length - 4);
            int code = ByteBuffer.wrap(message, 4, 4).getInt();
            if (code == TLS || code == GSS) {
                if (code == TLS) {
                    recording.askedForTls();
                }
                out.write('N');
                out.flush();
            } else if (code == CANCEL) {
                return new Startup(message, null);
            } else if (code >>> 16 == PROTOCOL_MAJOR) {
                return new Startup(message, parameters(message));
            } else {
                throw new IOException("protocol " + (code >>> 16));
            }
        }
    }

    private static Map<String, String> parameters(byte[] message) {
        Map<String, String> parameters = new HashMap<>();
        String[] words = new String(message, 8, message.length - 8, StandardCharsets.UTF_8).split("\0", -1);
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    /** The database it asks for; PostgreSQL takes the role's name where none is given. */
    static String database(Map<String, String> parameters) {
        String named = parameters.getOrDefault("database", "");
        return named.isEmpty() ? parameters.getOrDefault("user", "") : named;
    }

    /** Whether it wants to replicate and not to query. */
    static boolean replicates(Map<String, String> parameters) {
        return !parameters.getOrDefault("replication", "false").matches("false|off|no|0");
    }
}
