package io.nagare.tck;

import io.nagare.testing.TestSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The subscriber of the test kit. */
public class TestSubscriberTckTest extends SubscriberBlackboxVerification<Integer> {

    public TestSubscriberTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        return TestSubscriber.create();
    }

    @Override
    public void triggerRequest(Subscriber<? super Integer> subscriber) {
        ((TestSubscriber<? super Integer>) subscriber).request(1);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
