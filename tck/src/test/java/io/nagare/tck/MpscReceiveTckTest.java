package io.nagare.tck;

import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Mpsc.receive()}. */
public class MpscReceiveTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            Mpsc<Integer> channel = Mpsc.unbounded();
            if (n > 0) {
                channel.trySend(1);
            }
            channel.close();
            channel.receive().subscribe(subscriber);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
