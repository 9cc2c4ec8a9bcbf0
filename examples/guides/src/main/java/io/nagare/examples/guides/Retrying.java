package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.failure.TimedOutException;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Tcp;
import io.nagare.policy.Retry;
import java.time.Duration;

/** A client that tries again, but not for ever, not at once, and not when that cannot help. */
final class Retrying {

    private static final Retry POLICY = Retry.times(4)
            .backoff(Duration.ofMillis(100), Duration.ofSeconds(5))
            .when(failure -> failure instanceof ConnectFailedException || failure instanceof TimedOutException);

    private Retrying() {}

    /** A question that may be asked twice. Each attempt has two seconds, and all of them together six. */
    static One<String> ask(String host, int port, String question) {
        return once(host, port, question)
                .timeout(Duration.ofSeconds(2))
                .retry(POLICY)
                .timeout(Duration.ofSeconds(6));
    }

    private static One<String> once(String host, int port, String question) {
        return Tcp.connecting(host, port, peer -> peer.writeAndEnd(Bytes.utf8(question + "\n"))
                        .thenMany(peer.read().lines()))
                .next()
                .orError(() -> new IllegalStateException("the server has ended without an answer"));
    }

    /** News for as long as somebody listens. A line that arrives makes the next wait short again. */
    static Many<String> follow(String host, int port) {
        return Tcp.connecting(host, port, peer -> peer.read().lines())
                .concatWith(Many.error(() -> new IllegalStateException("the server has ended the news")))
                .retry(Retry.forever()
                        .backoff(Duration.ofMillis(100), Duration.ofSeconds(30))
                        .transientFailures());
    }

    /** Asks a second time when there is no answer after 50 ms, and takes the answer that comes first. */
    static One<String> hedged(One<String> asking) {
        return One.firstValue(asking, asking.delaySubscription(Duration.ofMillis(50)));
    }
}
