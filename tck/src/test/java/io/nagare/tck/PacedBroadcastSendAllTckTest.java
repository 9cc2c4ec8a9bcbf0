package io.nagare.tck;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.sendAll(Publisher)}. */
public class PacedBroadcastSendAllTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Broadcast.<Integer>paced(1).sendAll(Many.range(0, 10));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
