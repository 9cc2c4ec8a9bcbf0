package io.nagare.tck;

import io.nagare.Many;
import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Mpsc.sendAll(Publisher)}. */
public class MpscSendAllTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Mpsc.<Integer>unbounded().sendAll(Many.range(0, 10));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
