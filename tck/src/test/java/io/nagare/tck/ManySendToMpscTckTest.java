package io.nagare.tck;

import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Many.sendTo(MpscSender)}. */
public class ManySendToMpscTckTest extends OperatorTck<Void> {

    @Override
    protected Publisher<Void> over(Upstream upstream, long n) {
        return upstream.items(10).sendTo(Mpsc.bounded(16));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
