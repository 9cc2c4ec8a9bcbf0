package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.abandoned()}. */
public class PacedBroadcastAbandonedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Broadcast.paced(1).abandoned();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
