package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.http.Http;
import io.nagare.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** A server for one request: a blocking socket on a thread of its own. It sends a body in pieces. */
final class HttpPeer {

    private static final Http CLIENT = Http.client();

    private final ServerSocket server;
    private final Semaphore turns = new Semaphore(1);
    private volatile boolean closed;

    /**
     * Sends that many pieces and then ends the body. Each piece waits for the call of {@link #next} for the piece
     * before, so that each is an item of its own.
     */
    HttpPeer(String type, String piece, long n) {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Threads.run(() -> {
            try (server; Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                    line = in.readLine();
                }
                OutputStream out = socket.getOutputStream();
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"));
                byte[] chunk = bytes(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                for (long i = 0; i < n && !closed; i++) {
                    turns.acquireUninterruptibly();
                    out.write(chunk);
                }
                out.write(bytes("0\r\n\r\n"));
                // Until the client closes the connection.
                in.read();
            } catch (IOException gone) {
                // The stream under test has cancelled.
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    One<Response> get() {
        return CLIENT.get("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    static Http client() {
        return CLIENT;
    }

    String uri() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** Lets the server go on. The stream under test calls this for each item. */
    void next(Object item) {
        turns.release();
    }

    /** Lets the server send all. */
    HttpPeer flowing() {
        turns.release(1_000_000);
        return this;
    }

    void close() {
        closed = true;
        turns.release();
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
