package io.nagare.tck;

import io.nagare.Inlet;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** {@code Inlet} as a subscriber, seen from outside. */
public class InletBlackboxTckTest extends SubscriberBlackboxVerification<Integer> {

    public InletBlackboxTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        Inlet<Integer> inlet = Inlet.create();
        inlet.items().subscribe(item -> {}, failure -> {});
        return inlet;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
