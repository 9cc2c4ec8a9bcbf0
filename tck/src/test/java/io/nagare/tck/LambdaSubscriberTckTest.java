package io.nagare.tck;

import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The subscriber behind {@code subscribe} with functions. */
public class LambdaSubscriberTckTest extends SubscriberBlackboxVerification<Integer> {

    public LambdaSubscriberTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber() {
        CapturedOne captured = new CapturedOne();
        captured.subscribe(item -> {}, failure -> {}, () -> {});
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
