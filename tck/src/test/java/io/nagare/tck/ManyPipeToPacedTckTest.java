package io.nagare.tck;

import io.nagare.One;
import io.nagare.channel.Broadcast;
import org.reactivestreams.Publisher;

/** {@code Many.pipeTo(PacedBroadcast)}. */
public class ManyPipeToPacedTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return One.defer(() -> upstream.items(10).pipeTo(Broadcast.paced(16)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
