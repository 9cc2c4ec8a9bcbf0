package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;

/** What subscribes to a foreign publisher, as {@code Many.from(publisher)} shows it to that publisher. */
public class IngressTckTest extends SubscriberWhiteboxVerification<Integer> {

    public IngressTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        Captured captured = new Captured();
        Many.from(captured).subscribe(new Probed(probe, captured::whenSubscribed));
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
