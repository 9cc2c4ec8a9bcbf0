package io.nagare.tck;

import io.nagare.channel.Oneshot;
import org.reactivestreams.Publisher;

/** {@code Oneshot.receiver()}. */
public class OneshotReceiverTckTest extends Tck<Integer> {

    @Override
    public Publisher<Integer> createPublisher(long n) {
        Oneshot<Integer> oneshot = Oneshot.create();
        if (n == 0) {
            oneshot.complete();
        } else {
            oneshot.send(1);
        }
        return oneshot.receiver();
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        Oneshot<Integer> oneshot = Oneshot.create();
        oneshot.close();
        return oneshot.receiver();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
