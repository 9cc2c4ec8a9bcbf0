package io.nagare.bench.server;

import io.nagare.bench.yard.VirtualThreads;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Servers in blocking code, with a virtual thread for each connection. A member of the chat has a second one, which
 * writes the lines for it.
 */
final class VirtualThreadStack implements Stack {

    VirtualThreadStack(int workers) {
        VirtualThreads.carriers(workers);
    }

    @Override
    public void echo(int port) throws IOException {
        serve(port, peer -> {
            byte[] buffer = new byte[16 * 1024];
            InputStream in = peer.getInputStream();
            OutputStream out = peer.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        });
    }

    @Override
    public void chat(int port) throws IOException {
        Set<BlockingQueue<byte[]>> room = ConcurrentHashMap.newKeySet();
        serve(port, peer -> {
            BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(4_096);
            Thread hearing = VirtualThreads.start(() -> hear(peer, heard));
            room.add(heard);
            try {
                talk(peer, room);
            } finally {
                room.remove(heard);
                hearing.interrupt();
            }
        });
    }

    private static void talk(Socket peer, Set<BlockingQueue<byte[]>> room) throws IOException {
        InputStream in = new BufferedInputStream(peer.getInputStream());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            line.write(read);
            if (read == '\n') {
                byte[] whole = line.toByteArray();
                room.forEach(heard -> heard.offer(whole));
                line.reset();
            }
        }
    }

    private static void hear(Socket peer, BlockingQueue<byte[]> heard) {
        try {
            OutputStream out = new BufferedOutputStream(peer.getOutputStream());
            for (; ; ) {
                byte[] line = heard.poll();
                if (line == null) {
                    out.flush();
                    line = heard.take();
                }
                out.write(line);
            }
        } catch (IOException | InterruptedException end) {
            // the member has gone
        }
    }

    @Override
    public void file(int port, Path path) throws IOException {
        ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        accept(() -> {
            SocketChannel peer = listener.accept();
            VirtualThreads.start(() -> send(peer, path));
        });
    }

    private static void send(SocketChannel peer, Path path) {
        try (peer;
                FileChannel file = FileChannel.open(path)) {
            long size = file.size();
            for (long at = 0; at < size; ) {
                at += file.transferTo(at, size - at, peer);
            }
        } catch (IOException reset) {
            // the client has gone
        }
    }

    @Override
    public void proxy(int port, int target) throws IOException {
        serve(port, front -> {
            try (Socket back = new Socket(InetAddress.getLoopbackAddress(), target)) {
                back.setTcpNoDelay(true);
                VirtualThreads.start(() -> copy(back, front));
                copy(front, back);
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException reset) {
            // one of the two has gone, and the other direction will see it
        }
    }

    private static void serve(int port, Connection connection) throws IOException {
        ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        accept(() -> {
            Socket peer = listener.accept();
            VirtualThreads.start(() -> {
                try (peer) {
                    peer.setTcpNoDelay(true);
                    connection.serve(peer);
                } catch (IOException reset) {
                    // the client has gone
                }
            });
        });
    }

    private static void accept(Accepting accepting) {
        VirtualThreads.start(() -> {
            for (; ; ) {
                try {
                    accepting.next();
                } catch (IOException failure) {
                    System.err.println("accepting: " + failure.getMessage());
                    return;
                }
            }
        });
    }

    /** Serves one connection, blocking. */
    private interface Connection {

        void serve(Socket peer) throws IOException;
    }

    /** Accepts one connection, blocking. */
    private interface Accepting {

        void next() throws IOException;
    }
}
