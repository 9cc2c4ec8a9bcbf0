package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.send(Object)}. */
public class PacedBroadcastSendTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Broadcast.paced(1).send(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
