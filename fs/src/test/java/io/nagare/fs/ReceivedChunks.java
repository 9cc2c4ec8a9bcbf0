package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A subscriber on a strand that keeps what it gets, and drops what a test tells it to. */
final class ReceivedChunks extends StrandSubscriber<Bytes> {

    final List<Bytes> chunks = new ArrayList<>();
    StrandSubscription upstream;
    Throwable failure;
    boolean completed;
    Predicate<Bytes> taking = chunk -> true;

    Bytes joined() {
        return chunks.stream().reduce(Bytes.empty(), Bytes::concat);
    }

    boolean hasEnded() {
        return completed || failure != null;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
    }

    @Override
    public boolean onNext(Bytes chunk) {
        if (hasEnded()) {
            throw new AssertionError("a chunk after the end");
        }
        chunks.add(chunk);
        return taking.test(chunk);
    }

    @Override
    public void onError(Throwable cause) {
        if (hasEnded()) {
            throw new AssertionError("a second end", cause);
        }
        failure = cause;
    }

    @Override
    public void onComplete() {
        if (hasEnded()) {
            throw new AssertionError("a second end");
        }
        completed = true;
    }
}
