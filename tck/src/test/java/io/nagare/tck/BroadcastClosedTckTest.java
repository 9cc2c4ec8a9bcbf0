package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code Broadcast.closed()}. */
public class BroadcastClosedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Broadcast<Integer> broadcast = Broadcast.lagging(1);
        broadcast.close();
        return broadcast.closed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
