package io.nagare.engine.poll;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A strand without a scheduler: the thread that wakes a leaf steps it. For leaves that need nothing else. */
final class StrandAlone implements Strand {

    @Override
    public void enqueue(Leaf leaf) {
        leaf.step();
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean spend(int units) {
        return true;
    }

    @Override
    public void discard(@Nullable Object item) {}

    @Override
    public Driver driver() {
        throw new UnsupportedOperationException();
    }
}
