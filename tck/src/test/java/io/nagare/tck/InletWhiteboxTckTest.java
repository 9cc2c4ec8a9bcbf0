package io.nagare.tck;

import io.nagare.Inlet;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;

/** {@code Inlet} as a subscriber, seen from within: what its stream hands on. */
public class InletWhiteboxTckTest extends SubscriberWhiteboxVerification<Integer> {

    public InletWhiteboxTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        Inlet<Integer> inlet = Inlet.create();
        Connected connected = new Connected(inlet);
        inlet.items().subscribe(new Probed(probe, connected::whenSubscribed));
        return connected;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /** The inlet, and what is to be done when it has the subscription. */
    private static final class Connected implements Subscriber<Integer> {

        private final Inlet<Integer> inlet;
        private Runnable subscribed;

        Connected(Inlet<Integer> inlet) {
            this.inlet = inlet;
        }

        void whenSubscribed(Runnable action) {
            subscribed = action;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            inlet.onSubscribe(subscription);
            Runnable action = subscribed;
            subscribed = null;
            if (action != null) {
                action.run();
            }
        }

        @Override
        public void onNext(Integer item) {
            inlet.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            inlet.onError(failure);
        }

        @Override
        public void onComplete() {
            inlet.onComplete();
        }
    }
}
