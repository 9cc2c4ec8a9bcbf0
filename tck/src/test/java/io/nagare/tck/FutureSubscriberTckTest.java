package io.nagare.tck;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The subscriber behind {@code One.toFuture}. */
public class FutureSubscriberTckTest extends SubscriberBlackboxVerification<Integer> {

    public FutureSubscriberTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        CapturedOne captured = new CapturedOne();
        captured.toFuture();
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
