package io.nagare.tck;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The TCK for a stream that another one emits, for one subscriber: each gets the first of a stream of its own. */
public abstract class PartTck extends Tck<Integer> {

    /** The source in one part. */
    protected abstract Many<Many<Integer>> parts(Many<Integer> source);

    @Override
    public final Publisher<Integer> createPublisher(long n) {
        return new First(parts(Upstream.OURS.items(n)));
    }

    /** One that fails before it has items is subscribed a second time, which is refused. */
    @Override
    public final Publisher<Integer> createFailedPublisher() {
        return subscriber -> parts(Upstream.OURS.items(1)).subscribe(new Forwarding(subscriber) {
            @Override
            public void onNext(Many<Integer> part) {
                part.subscribe(item -> {});
                super.onNext(part);
            }
        });
    }

    private record First(Many<Many<Integer>> parts) implements Publisher<Integer> {

        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            parts.subscribe(new Forwarding(requireNonNull(subscriber)));
        }
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
