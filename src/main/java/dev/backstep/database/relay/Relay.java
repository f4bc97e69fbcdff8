package dev.backstep.database.relay;

import dev.backstep.model.BackstepException;
import dev.backstep.model.ConnectionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a program and one database: on 127.0.0.1 only, without encryption there, with TLS to the server as the
 * connection asks. Every message is passed on as it came; who asks for another database is refused. The program logs in
 * itself, so that Backstep need not know how.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final ConnectionSettings settings;
    private final Gate gate;
    private final Recording recording = new Recording();
    private final Set<RelaySession> sessions = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Relay(ServerSocket listener, ConnectionSettings settings, Gate gate) {
        this.listener = listener;
        this.settings = settings;
        this.gate = gate;
    }

    /**
     * Opens a relay.
     *
     * @param settings the server, and the only database on it that is passed on to
     * @throws BackstepException when this computer gives no port
     */
    public static Relay open(ConnectionSettings settings, Gate gate) throws BackstepException {
        try {
            Relay relay = new Relay(
                    new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), settings, gate);
            relay.threads.execute(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new BackstepException("relay.noPort", e, String.valueOf(e.getMessage()));
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public Recording recording() {
        return recording;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept());
            } catch (IOException e) {
                LOG.debug("The relay takes no connection", e);
            }
        }
    }

    private void begin(Socket client) {
        RelaySession session = new RelaySession(client, settings, gate, recording, threads);
        sessions.add(session);
        if (listener.isClosed()) {
            session.close();
        }
        threads.execute(() -> {
            session.run();
            sessions.remove(session);
        });
    }

    /** Ends every connection: whoever still runs has no way to the database any more. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("A relay could not be closed", e);
        }
        sessions.forEach(RelaySession::close);
        threads.close();
    }
}
