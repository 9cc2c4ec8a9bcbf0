package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** A foreign publisher that ends in functions. */
public class IngressOfFunctionsTckTest extends SubscriberBlackboxVerification<Integer> {

    public IngressOfFunctionsTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        Captured captured = new Captured();
        Many.from(captured).subscribe(item -> {}, failure -> {}, () -> {});
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
