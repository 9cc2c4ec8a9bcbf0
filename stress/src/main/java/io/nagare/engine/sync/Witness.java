package io.nagare.engine.sync;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.strand.crossing.Egress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that requests one item and keeps what it got. */
final class Witness<T> implements Subscriber<T> {

    private volatile @Nullable Subscription upstream;
    volatile @Nullable T item;
    volatile boolean completed;
    volatile boolean failed;

    static <T> Witness<T> of(Publisher<T> stream, RecordingScheduler scheduler) {
        Witness<T> witness = new Witness<>();
        Egress.serve(witness, stream, scheduler);
        return witness;
    }

    void cancel() {
        Objects.requireNonNull(upstream).cancel();
    }

    /** Whether an item or the end has come. */
    boolean isServed() {
        return item != null || completed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(T next) {
        item = next;
    }

    @Override
    public void onError(Throwable failure) {
        failed = true;
    }

    @Override
    public void onComplete() {
        completed = true;
    }
}
