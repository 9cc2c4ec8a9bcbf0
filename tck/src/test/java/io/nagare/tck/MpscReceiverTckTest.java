package io.nagare.tck;

import io.nagare.channel.Mpsc;
import org.reactivestreams.Publisher;

/** {@code Mpsc.receiver()}. */
public class MpscReceiverTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return subscriber -> {
            Mpsc<Integer> channel = Mpsc.bounded(1024);
            for (int i = 0; i < n; i++) {
                channel.trySend(i);
            }
            channel.close();
            channel.receiver().subscribe(subscriber);
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1024;
    }
}
