package dev.backstep.database.relay;

import dev.backstep.model.ConnectionSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the program, and the one to the server that belongs to it. */
final class RelaySession implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);
    private static final int SASL = 10;
    private static final String BOUND_TO_TLS = "SCRAM-SHA-256-PLUS";

    private final Socket client;
    private final ConnectionSettings settings;
    private final Gate gate;
    private final Recording recording;
    private final Executor threads;
    private volatile @Nullable Socket server;
    private volatile boolean closed;

    RelaySession(Socket client, ConnectionSettings settings, Gate gate, Recording recording, Executor threads) {
        this.client = client;
        this.settings = settings;
        this.gate = gate;
        this.recording = recording;
        this.threads = threads;
    }

    @Override
    public void run() {
        try (this) {
            client.setTcpNoDelay(true);
            Startup startup =
                    Startup.read(new DataInputStream(client.getInputStream()), client.getOutputStream(), recording);
            Map<String, String> parameters = startup.parameters();
            if (parameters == null) {
                cancel(startup);
            } else if (mayEnter(parameters)) {
                pass(startup);
            }
        } catch (IOException e) {
            // Either side has ended: what was sent until then is known.
            LOG.debug("A connection through the relay ended", e);
        }
    }

    private boolean mayEnter(Map<String, String> parameters) throws IOException {
        String database = Startup.database(parameters);
        if (database.equals(settings.database()) && !Startup.replicates(parameters)) {
            return true;
        }
        recording.otherDatabase(database);
        refuse(client.getOutputStream(), "3D000", "Backstep passes on what is for database " + settings.database());
        return false;
    }

    private void cancel(Startup startup) throws IOException {
        Socket connected = connect();
        if (connected != null) {
            connected.getOutputStream().write(startup.bytes());
            connected.getOutputStream().flush();
        }
    }

    private void pass(Startup startup) throws IOException {
        Socket connected = connect();
        if (connected == null) {
            refuse(client.getOutputStream(), "08001", "Backstep could not reach the server");
            return;
        }
        OutputStream toServer = connected.getOutputStream();
        toServer.write(startup.bytes());
        toServer.flush();
        Exchange exchange = new Exchange(recording, recording.connected());
        threads.execute(() -> {
            try (this) {
                new Pump(connected.getInputStream(), client.getOutputStream())
                        .run(answers(exchange, connected instanceof SSLSocket));
            } catch (IOException e) {
                LOG.debug("The server's side of a connection through the relay ended", e);
            }
        });
        new Pump(client.getInputStream(), toServer).run(questions(exchange));
    }

    private @Nullable Socket connect() throws IOException {
        try {
            Socket connected = ServerSide.connect(settings);
            server = connected;
            if (closed) {
                connected.close();
            }
            return connected;
        } catch (IOException | SQLException e) {
            recording.unreachable(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Pump.Listener questions(Exchange exchange) {
        return new Pump.Listener() {
            @Override
            public boolean wants(int type) {
                return Exchange.isHeard(type);
            }

            @Override
            public byte[] heard(int type, byte[] body) throws IOException {
                String text = Exchange.text(type, body);
                String objection = text == null ? null : gate.objection(text);
                if (text != null && objection != null) {
                    recording.halted(text, objection);
                    refuse(client.getOutputStream(), "42501", objection);
                    throw new IOException("a text was not passed on");
                }
                exchange.heard(type, body);
                return body;
            }
        };
    }

    private static Pump.Listener answers(Exchange exchange, boolean overTls) {
        return new Pump.Listener() {
            @Override
            public boolean wants(int type) {
                return Exchange.isAnswer(type) || type == 'R';
            }

            @Override
            public byte[] heard(int type, byte[] body) {
                if (type == 'R') {
                    return overTls ? withoutBinding(body) : body;
                }
                exchange.answered(type, body);
                return body;
            }
        };
    }

    /** The program is not at the other end of the TLS connection, and cannot log in by it. */
    static byte[] withoutBinding(byte[] body) {
        if (body.length < 4 || ByteBuffer.wrap(body).getInt() != SASL) {
            return body;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(body, 0, 4);
        for (String mechanism : new String(body, 4, body.length - 4, StandardCharsets.UTF_8).split("\0", -1)) {
            if (!mechanism.isEmpty() && !mechanism.equals(BOUND_TO_TLS)) {
                kept.writeBytes((mechanism + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
        kept.write(0);
        return kept.toByteArray();
    }

    /** An ErrorResponse after which the connection ends. */
    private static void refuse(OutputStream out, String state, String words) throws IOException {
        byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0M" + words + "\0\0").getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields)
                .array());
        out.flush();
    }

    /** Ends both sides; the server rolls back what was not committed. */
    @Override
    public void close() {
        closed = true;
        end(client);
        end(server);
    }

    private static void end(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("A socket could not be closed", e);
        }
    }
}
