package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** The other end of one connection: a blocking socket on a thread of its own. */
final class Peer {

    private final ServerSocket server;
    private final Semaphore turns = new Semaphore(1);
    private volatile boolean closed;

    Peer() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Sends that many bytes and then ends. Each byte waits for the call of {@link #next} for the byte before, so that
     * each byte is an item of its own.
     */
    Peer sending(long n) {
        Threads.run(() -> {
            try (server; Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                for (long i = 0; i < n && !closed; i++) {
                    turns.acquireUninterruptibly();
                    socket.getOutputStream().write((int) i);
                }
            } catch (IOException gone) {
                // The stream under test has cancelled.
            }
        });
        return this;
    }

    /** Reads and drops all bytes until the end. */
    Peer receiving() {
        Threads.run(() -> {
            try (server; Socket socket = server.accept()) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // The stream under test has cancelled.
            }
        });
        return this;
    }

    One<Connection> connect() {
        return Tcp.connect(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    <T> Many<T> connecting(Function<Connection, Publisher<T>> use) {
        return Tcp.connecting(server.getInetAddress().getHostAddress(), server.getLocalPort(), use);
    }

    /** Lets {@link #sending} go on. The stream under test calls this for each item. */
    void next(Bytes bytes) {
        turns.release();
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
