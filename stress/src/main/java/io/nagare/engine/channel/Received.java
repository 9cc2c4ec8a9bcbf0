package io.nagare.engine.channel;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that requests everything and keeps its signals. Its strand orders them. */
final class Received implements Subscriber<Object> {

    private final List<Object> items = new ArrayList<>();
    private volatile @Nullable Subscription upstream;
    private volatile boolean completed;
    private volatile boolean failed;

    static Received of(Publisher<?> stream, RecordingScheduler scheduler) {
        Received received = new Received();
        Egress.serve(received, stream, scheduler);
        return received;
    }

    void cancel() {
        Objects.requireNonNull(upstream).cancel();
    }

    int count() {
        return items.size();
    }

    boolean has(Object item) {
        return items.contains(item);
    }

    @Nullable Object first() {
        return items.isEmpty() ? null : items.get(0);
    }

    boolean isBefore(Object first, Object second) {
        return has(first) && items.indexOf(first) < items.indexOf(second);
    }

    boolean hasCompleted() {
        return completed;
    }

    boolean hasEnded() {
        return completed || failed;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object item) {
        items.add(item);
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
