package io.nagare.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Blocking sockets that connect to a listener. Its backlog must have room for all of them. */
final class Knocking {

    private final List<Socket> sockets = new ArrayList<>();

    Knocking(int port, int clients) {
        try {
            for (int i = 0; i < clients; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
        } catch (IOException failure) {
            close();
            throw new UncheckedIOException(failure);
        }
    }

    void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
