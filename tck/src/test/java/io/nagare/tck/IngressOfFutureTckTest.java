package io.nagare.tck;

import io.nagare.One;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** A foreign publisher that ends in a future. */
public class IngressOfFutureTckTest extends SubscriberBlackboxVerification<Integer> {

    public IngressOfFutureTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        Captured captured = new Captured();
        One.from(captured).toFuture();
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
