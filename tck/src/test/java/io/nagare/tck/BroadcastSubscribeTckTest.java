package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code Broadcast.receiver()}. */
public class BroadcastSubscribeTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return new Sending(n, Broadcast::receiver);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
