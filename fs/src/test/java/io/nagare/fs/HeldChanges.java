package io.nagare.fs;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that asks for changes only when its test does. */
final class HeldChanges implements Subscriber<FileChange> {

    private final BlockingQueue<FileChange> seen = new LinkedBlockingQueue<>();
    private volatile Subscription subscription;

    Subscription subscription() {
        return Objects.requireNonNull(subscription);
    }

    FileChange next() throws InterruptedException {
        return Objects.requireNonNull(seen.poll(20, TimeUnit.SECONDS), "nothing happened");
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(FileChange change) {
        seen.add(change);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
