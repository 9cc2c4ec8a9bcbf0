package io.nagare.tck;

import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code Many.sendTo(Broadcast)}. */
public class ManySendToTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return upstream.items(10).sendTo(Broadcast.lagging(16));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
