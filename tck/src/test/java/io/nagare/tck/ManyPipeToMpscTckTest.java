package io.nagare.tck;

import io.nagare.One;
import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Many.pipeTo(MpscSender)}. */
public class ManyPipeToMpscTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return One.defer(() -> upstream.items(10).pipeTo(Mpsc.bounded(16)));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
