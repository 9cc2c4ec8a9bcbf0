package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Many.replay(int)}. */
public class ManyReplayTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.items(n).replay(1_000);
    }

    @Override
    protected boolean cancelsUpstream() {
        return false;
    }
}
