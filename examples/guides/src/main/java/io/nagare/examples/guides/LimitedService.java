package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ServeOptions;
import io.nagare.net.ServeOptions.WhenFull;
import io.nagare.sync.Permits;
import java.time.Duration;
import java.util.function.Function;

/** A server that answers lines, and that no client can keep busy or waiting for longer than it says. */
final class LimitedService {

    static final ServeOptions OPTIONS = ServeOptions.defaults()
            .maxConnections(1_000)
            .whenFull(WhenFull.TURN_AWAY)
            .limits(ConnectionLimits.defaults().firstByte(Duration.ofSeconds(10)).readIdle(Duration.ofSeconds(30)));

    private static final int LONGEST_LINE = 1024;

    private final Permits atOnce = Permits.of(100);
    private final Function<String, One<String>> lookUp;

    LimitedService(Function<String, One<String>> lookUp) {
        this.lookUp = lookUp;
    }

    /** Serves one client: 20 questions a second at most, one at a time. */
    One<Void> serve(Connection peer) {
        return peer.writeAndEnd(peer.read()
                .lines(LONGEST_LINE)
                .throttle(20, Duration.ofSeconds(1))
                .concatMap(this::answer));
    }

    /** The limit includes the wait for a permit. */
    private One<Bytes> answer(String question) {
        return atOnce.withPermit(One.defer(() -> lookUp.apply(question)))
                .timeout(Duration.ofSeconds(2))
                .onErrorReturn(failure -> "? " + failure.getMessage())
                .map(answer -> Bytes.utf8(answer + "\n"));
    }
}
