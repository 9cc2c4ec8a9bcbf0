package io.nagare.tck;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The first stream of a stream of streams. */
record FirstPart(Many<Many<Integer>> parts) implements Publisher<Integer> {

    /**
     * Returns a publisher that fails before it has items. It subscribes to the part a second time, which the part
     * refuses.
     */
    static Publisher<Integer> subscribedTwice(Many<Many<Integer>> parts) {
        return subscriber -> parts.subscribe(new Forwarding(subscriber) {
            @Override
            public void onNext(Many<Integer> part) {
                part.subscribe(item -> {});
                super.onNext(part);
            }
        });
    }

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        parts.subscribe(new Forwarding(requireNonNull(subscriber)));
    }

    private static class Forwarding implements Subscriber<Many<Integer>> {

        private final Subscriber<? super Integer> subscriber;
        private Subscription parts;
        private boolean served;

        Forwarding(Subscriber<? super Integer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            parts = subscription;
            parts.request(1);
        }

        @Override
        public void onNext(Many<Integer> part) {
            served = true;
            part.subscribe(subscriber);
            parts.cancel();
        }

        @Override
        public void onError(Throwable failure) {
            if (!served) {
                Many.<Integer>error(failure).subscribe(subscriber);
            }
        }

        @Override
        public void onComplete() {
            if (!served) {
                Many.<Integer>empty().subscribe(subscriber);
            }
        }
    }
}
