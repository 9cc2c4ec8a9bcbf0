package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A client of the chat that sends twenty lines each millisecond. It counts them on its strand; any thread may read. */
final class DemoTalker {

    private static final int LINES_PER_MILLISECOND = 20;

    private final AtomicLong sent = new AtomicLong();

    long sent() {
        return sent.get();
    }

    /** Talks for some seconds, and hears the room as every member does. */
    One<Void> talk(int port, int seconds) {
        Many<Bytes> lines = Many.interval(Duration.ZERO, Duration.ofMillis(1), MissedTick.BURST)
                .take(seconds * 1000L)
                .concatMap(tick -> Many.range(0, LINES_PER_MILLISECOND))
                .map(n -> Bytes.utf8("line " + sent.incrementAndGet() + " of a talk that never seems to end\n"))
                .concatWith(Many.just(Bytes.utf8(Demo.LAST_LINE + "\n")));
        return Tcp.connecting("127.0.0.1", port, peer -> One.allOf(peer.writeAndEnd(lines), peer.read().then()))
                .then();
    }
}
