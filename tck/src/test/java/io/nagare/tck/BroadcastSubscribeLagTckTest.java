package io.nagare.tck;

import io.nagare.policy.Lag;
import org.reactivestreams.Publisher;

/** {@code Broadcast.receiver(Lag)}. */
public class BroadcastSubscribeLagTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return new Sending(n, broadcast -> broadcast.receiver(Lag.fail()));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
