package io.nagare.bench.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An echo server on the JDK's blocking sockets, for one client at a time: what the JVM itself takes to start. */
final class PlainStart {

    private static final int BACKLOG = 128;

    private PlainStart() {}

    /** Serves on the port that is the argument. */
    public static void main(String[] args) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), BACKLOG, address)) {
            while (true) {
                try (Socket peer = server.accept()) {
                    peer.getInputStream().transferTo(peer.getOutputStream());
                }
            }
        }
    }
}
