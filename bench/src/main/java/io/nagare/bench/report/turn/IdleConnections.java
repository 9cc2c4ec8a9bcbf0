package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.MeasurementException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to an echo server that have echoed one message and then stay open. Only one thread uses this, and waits
 * for each echo.
 */
public final class IdleConnections implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MESSAGE_BYTES = 64;

    private final List<Socket> sockets = new ArrayList<>();

    private IdleConnections() {}

    public static IdleConnections open(int port, int number) throws MeasurementException {
        IdleConnections connections = new IdleConnections();
        try {
            for (int i = 0; i < number; i++) {
                connections.open(port);
            }
            return connections;
        } catch (IOException failure) {
            int opened = connections.sockets.size();
            connections.close();
            throw new MeasurementException(
                    "connection " + opened + " of " + number + " failed: " + failure.getMessage());
        }
    }

    @SuppressWarnings("resource") // closed with the others
    private void open(int port) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(new byte[MESSAGE_BYTES]);
        InputStream echo = socket.getInputStream();
        if (echo.readNBytes(MESSAGE_BYTES).length < MESSAGE_BYTES) {
            throw new IOException("closed by the server");
        }
    }

    public int number() {
        return sockets.size();
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
        }
    }
}
