package io.nagare.tck;

import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Mpsc.closed()}. */
public class MpscClosedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        channel.close();
        return channel.closed();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
