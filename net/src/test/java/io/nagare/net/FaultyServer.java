package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that echoes, whose system calls are made to fail from outside. Prints its port, and then, for each line it
 * reads, how many sockets it has open. Closes no connection before the first client's.
 */
final class FaultyServer {

    /** Whether it keeps what it is sent until a line ends. */
    private static final boolean LINES = Boolean.getBoolean("nagare.test.lines");

    /** How many MiB it keeps from the start, as a cache would. */
    private static final int KEPT = Integer.getInteger("nagare.test.kept", 0);

    /** A line for which it asks for more memory than there is. */
    static final String GREEDY = "greedy";

    private FaultyServer() {}

    public static void main(String[] args) throws Exception {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < KEPT * 8; i++) {
            kept.add(new byte[128 * 1024]);
        }
        try (Nagare nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> System.err.println(where + ": " + failure))
                .start()) {
            TcpListener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0));
            nagare.spawn(listener.accept()
                    .spawnEach(10_000, peer -> peer.writeAndEnd(answer(peer))
                            .onErrorResume(failure -> failure instanceof Error ? One.error(failure) : One.empty())
                            .doFinally(end -> peer.close())));
            // What reports is loaded and opened now.
            report();
            System.out.println(listener.localAddress().getPort());
            // Byte by byte: there may be no memory for a line.
            for (int next = System.in.read(); next >= 0; next = System.in.read()) {
                if (next == '\n') {
                    System.out.write(reportSurely());
                    System.out.flush();
                }
            }
            System.out.println(kept.size());
        }
    }

    private static ByteStream answer(TcpStream peer) {
        return LINES ? ByteStream.of(peer.read().lines().map(FaultyServer::answer)) : peer.read();
    }

    private static Bytes answer(String line) {
        return line.equals(GREEDY) ? Bytes.wrap(new byte[Integer.MAX_VALUE - 8]) : Bytes.utf8(line + "\n");
    }

    /** Tries again until there is memory for a report. */
    private static byte[] reportSurely() throws IOException {
        for (; ; ) {
            try {
                return report();
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static byte[] report() throws IOException {
        return (sockets() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static int sockets() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
                        count++;
                    }
                } catch (NoSuchFileException e) {
                    // Closed meanwhile: the directory's own.
                }
            }
        }
        return count;
    }
}
