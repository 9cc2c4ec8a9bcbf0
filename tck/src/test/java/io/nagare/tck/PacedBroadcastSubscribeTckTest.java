package io.nagare.tck;

import io.nagare.Many;
import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import org.reactivestreams.Publisher;

/** {@code PacedBroadcast.receiver()}. */
public class PacedBroadcastSubscribeTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            PacedBroadcast<Integer> broadcast = Broadcast.paced(1024);
            broadcast.receiver().subscribe(subscriber);
            Many.range(0, (int) n).sendTo(broadcast).doOnComplete(broadcast::close).toFuture();
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
