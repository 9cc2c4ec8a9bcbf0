package io.nagare.tck;

import org.reactivestreams.Publisher;

/** {@code Broadcast.subscribe(LongFunction)}. */
public class BroadcastSubscribeMarkerTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return new Sending(n, broadcast -> broadcast.subscribe(missed -> -1));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
