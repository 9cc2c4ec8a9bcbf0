package io.nagare.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A server that writes what a test says, byte for byte, and counts its connections. Each has a thread of its own. */
final class RawServer implements AutoCloseable {

    /** What is done for each request, when its head has been read. */
    @FunctionalInterface
    interface Script {
        void answer(Peer peer) throws IOException;
    }

    /** One connection, after the head of a request has been read. */
    static final class Peer {

        private final Socket socket;
        private final List<String> head;
        private final BufferedReader reader;

        Peer(Socket socket, List<String> head, BufferedReader reader) {
            this.socket = socket;
            this.head = head;
            this.reader = reader;
        }

        /** The lines of the head. */
        List<String> head() {
            return head;
        }

        String path() {
            return head.get(0).split(" ")[1];
        }

        /** Reads so many characters of the body, in ISO 8859-1. */
        String body(int length) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                int next = reader.read();
                if (next < 0) {
                    break;
                }
                text.append((char) next);
            }
            return text.toString();
        }

        /** Whether more than the head has come already. */
        boolean hasMore() throws IOException {
            return reader.ready();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Waits until the client has closed the connection, or says something. */
        boolean awaitEnd() {
            try {
                return reader.read() < 0;
            } catch (IOException reset) {
                return true;
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Socket> sockets = new ArrayList<>();
    private int open;
    private int accepted;

    RawServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        thread(this::accept).start();
    }

    /** Answers each request with the same text. */
    static RawServer saying(String text) throws IOException {
        return new RawServer(peer -> peer.write(text));
    }

    /** Answers each request with the text and then closes the connection. */
    static RawServer sayingAndClosing(String text) throws IOException {
        return new RawServer(peer -> {
            peer.write(text);
            peer.close();
        });
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    String uri(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    int accepted() {
        lock.lock();
        try {
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many connections are open. */
    void awaitOpen(int number) throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(20);
        lock.lock();
        try {
            while (open != number) {
                if (left <= 0) {
                    throw new AssertionError(open + " connections are open, and not " + number);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                count(socket);
                thread(() -> serve(socket)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void count(Socket socket) {
        lock.lock();
        try {
            sockets.add(socket);
            accepted++;
            open++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            while (!socket.isClosed()) {
                List<String> head = new ArrayList<>();
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    head.add(line);
                }
                if (head.isEmpty()) {
                    return;
                }
                script.answer(new Peer(socket, head, reader));
            }
        } catch (IOException gone) {
            // The client has closed the connection.
        } finally {
            lock.lock();
            try {
                open--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        lock.lock();
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
