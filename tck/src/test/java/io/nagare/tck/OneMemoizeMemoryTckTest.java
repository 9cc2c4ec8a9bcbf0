package io.nagare.tck;

import io.nagare.policy.Memory;
import java.time.Duration;
import org.reactivestreams.Publisher;

/** {@code One.memoize(Memory)}. */
public class OneMemoizeMemoryTckTest extends OperatorTck<Integer> {

    @Override
    protected Publisher<Integer> over(Upstream upstream, long n) {
        return upstream.one(n).memoize(Memory.validFor(Duration.ofHours(1)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    protected boolean cancelsUpstream() {
        return false;
    }
}
