package dev.backstep.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice within about a minute that the other side is gone, although a long script keeps them silent; the
 * systems' own default is two hours. Public with a public constructor because the driver makes it by name.
 */
public final class KeptAliveSockets extends SocketFactory {

    private static final int IDLE_SECONDS = 20;
    private static final int INTERVAL_SECONDS = 10;
    private static final int PROBES = 4;

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        Set<SocketOption<?>> supported = socket.supportedOptions();
        set(socket, supported, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(socket, supported, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(socket, supported, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        socket.setKeepAlive(true);
        return socket;
    }

    private static void set(Socket socket, Set<SocketOption<?>> supported, SocketOption<Integer> option, int value)
            throws IOException {
        if (supported.contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("the driver connects the socket itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(host, port);
    }
}
