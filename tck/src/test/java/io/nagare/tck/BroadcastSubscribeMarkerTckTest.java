package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Broadcast.receiver(LongFunction)}. */
public class BroadcastSubscribeMarkerTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return new Sending(n, broadcast -> broadcast.receiver(missed -> -1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
