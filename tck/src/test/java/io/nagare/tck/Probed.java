package io.nagare.tck;

import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;

/**
 * A subscriber behind the one under test. It tells the TCK's probe about each signal. Through it the TCK requests and
 * cancels.
 */
final class Probed implements Subscriber<Integer> {

    private final WhiteboxSubscriberProbe<Integer> probe;
    private final Consumer<Runnable> whenSubscribed;

    /** @param whenSubscribed runs an action when the subscriber under test has its subscription */
    Probed(WhiteboxSubscriberProbe<Integer> probe, Consumer<Runnable> whenSubscribed) {
        this.probe = probe;
        this.whenSubscribed = whenSubscribed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        whenSubscribed.accept(() -> probe.registerOnSubscribe(new SubscriberPuppet() {
            @Override
            public void triggerRequest(long elements) {
                subscription.request(elements);
            }

            @Override
            public void signalCancel() {
                subscription.cancel();
            }
        }));
    }

    @Override
    public void onNext(Integer item) {
        probe.registerOnNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        probe.registerOnError(failure);
    }

    @Override
    public void onComplete() {
        probe.registerOnComplete();
    }
}
