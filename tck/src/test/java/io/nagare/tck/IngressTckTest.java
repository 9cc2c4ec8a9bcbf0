package io.nagare.tck;

import io.nagare.Many;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;

/** What subscribes to a foreign publisher, as {@code Many.from(publisher)} shows it to that publisher. */
public class IngressTckTest extends SubscriberWhiteboxVerification<Integer> {

    public IngressTckTest() {
        super(Tck.environment());
    }

    @Override
    public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        Captured captured = new Captured();
        Many.from(captured).subscribe(new Subscriber<Integer>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                captured.whenSubscribed(() -> probe.registerOnSubscribe(new SubscriberPuppet() {
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
        });
        return captured;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
