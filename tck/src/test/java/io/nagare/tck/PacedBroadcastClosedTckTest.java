package io.nagare.tck;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.closed()}. */
public class PacedBroadcastClosedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        PacedBroadcast<Integer> broadcast = Broadcast.paced(1);
        broadcast.close();
        return broadcast.closed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
