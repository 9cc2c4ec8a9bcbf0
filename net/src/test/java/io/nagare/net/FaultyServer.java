package io.nagare.net;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that echoes while its system calls are made to fail from outside. It prints its port, and accepts once it
 * has read a line. It ends with its input. It closes no connection before the first client's.
 */
final class FaultyServer {

    /** Whether it keeps received bytes until their line ends. */
    private static final boolean LINES = Boolean.getBoolean("nagare.test.lines");

    /** How many MiB it holds from the start, as a cache would. */
    private static final int KEPT = Integer.getInteger("nagare.test.kept", 0);

    /** Whether it prints a line at its first unseen failure. */
    private static final AtomicBoolean TELLS = new AtomicBoolean(Boolean.getBoolean("nagare.test.tells"));

    /** A line at which it asks for more memory than there is. */
    static final String GREEDY = "greedy";

    private FaultyServer() {}

    public static void main(String[] args) throws Exception {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < KEPT * 8; i++) {
            kept.add(new byte[128 * 1024]);
        }
        try (Nagare nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure(FaultyServer::tell)
                .start()) {
            Listener listener = nagare.blockOn(Tcp.listen("127.0.0.1", 0));
            System.out.println(listener.port());
            System.in.read();
            nagare.spawn(listener.accept()
                    .spawnEach(10_000, peer -> peer.writeAndEnd(answer(peer))
                            .onErrorResume(failure -> failure instanceof Error ? One.error(failure) : One.empty())
                            .doFinally(end -> peer.close())));
            while (System.in.read() >= 0) {}
            System.out.println(kept.size());
        }
    }

    private static void tell(Throwable failure, String where) {
        System.err.println(where + ": " + failure);
        if (TELLS.compareAndSet(true, false)) {
            System.out.println(where + ": " + failure);
        }
    }

    private static ByteStream answer(Connection peer) {
        return LINES ? ByteStream.of(peer.read().lines().map(FaultyServer::answer)) : peer.read();
    }

    private static Bytes answer(String line) {
        return line.equals(GREEDY) ? Bytes.wrap(new byte[Integer.MAX_VALUE - 8]) : Bytes.utf8(line + "\n");
    }
}
