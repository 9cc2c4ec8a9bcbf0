package io.nagare.tck;

import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Mpsc.send(Object)}. */
public class MpscSendTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Mpsc.<Integer>unbounded().send(1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
