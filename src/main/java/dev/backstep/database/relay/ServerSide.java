package dev.backstep.database.relay;

import dev.backstep.database.Database;
import dev.backstep.model.ConnectionSettings;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import javax.net.SocketFactory;
import org.postgresql.PGProperty;
import org.postgresql.core.PGStream;
import org.postgresql.ssl.MakeSSL;
import org.postgresql.util.HostSpec;

/**
 * A connection to the server before anybody has logged in; with TLS as the connection asks, made and verified by the very
 * code of the driver that Backstep's own connections go through.
 */
final class ServerSide {

    private static final Set<String> TLS_ONLY = Set.of("require", "verify-ca", "verify-full");

    /** The driver's own default. */
    private static final int SEND_BUFFER = 8192;

    private ServerSide() {}

    static Socket connect(ConnectionSettings settings) throws IOException, SQLException {
        int patience = (int) Database.CONNECT_TIMEOUT.toMillis();
        HostSpec host = new HostSpec(settings.host(), settings.port());
        PGStream stream = new PGStream(SocketFactory.getDefault(), host, patience, SEND_BUFFER);
        try {
            if (!settings.sslMode().equals("disable")) {
                encrypt(stream, settings);
            }
            Socket socket = stream.getSocket();
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException | SQLException e) {
            stream.close();
            throw e;
        }
    }

    private static void encrypt(PGStream stream, ConnectionSettings settings) throws IOException, SQLException {
        stream.setNetworkTimeout((int) Database.LOGIN_TIMEOUT.toMillis());
        stream.sendInteger4(8);
        stream.sendInteger4(Startup.TLS);
        stream.flush();
        if (stream.receiveChar() == 'S') {
            Properties properties = new Properties();
            PGProperty.SSL_MODE.set(properties, settings.sslMode());
            MakeSSL.convert(stream, properties);
        } else if (TLS_ONLY.contains(settings.sslMode())) {
            throw new IOException("the server has no TLS, and sslmode is " + settings.sslMode());
        }
        stream.setNetworkTimeout(0);
    }
}
