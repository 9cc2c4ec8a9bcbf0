package io.nagare.tck;

import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code Many.replay(int,Duration)}. */
public class ManyReplayAgeTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).replay(1_000, Duration.ofHours(1));
    }

    @Override
    protected boolean cancelsUpstream() {
        return false;
    }
}
