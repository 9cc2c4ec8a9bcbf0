package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code Broadcast.abandoned()}. */
public class BroadcastAbandonedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Broadcast.lagging(1).abandoned();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
