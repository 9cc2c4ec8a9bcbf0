package io.nagare.engine.scheduler;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.scheduler.base.Scheduler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A strand without streams, for tests of timers and channels on a scheduler. It runs its ready leaves. */
public final class TestStrand extends TestTask implements Strand {

    private final Queue<Leaf> ready = new ConcurrentLinkedQueue<>();
    private volatile Thread runner;

    public TestStrand(Scheduler scheduler) {
        super(scheduler);
    }

    /** Returns a leaf of a new strand, with an action for each wake. */
    public static Leaf leaf(Scheduler scheduler, Runnable action) {
        return leaf(new TestStrand(scheduler), action);
    }

    public static Leaf leaf(Strand strand, Runnable action) {
        return new Leaf(strand) {
            @Override
            protected void run() {
                action.run();
            }
        };
    }

    @Override
    protected void step() {
        runner = Thread.currentThread();
        for (Leaf leaf = ready.poll(); leaf != null; leaf = ready.poll()) {
            leaf.step();
        }
        runner = null;
    }

    @Override
    public void enqueue(Leaf leaf) {
        ready.add(leaf);
        wake();
    }

    @Override
    public boolean isCurrent() {
        return runner == Thread.currentThread();
    }

    @Override
    public void discard(@Nullable Object item) {}

    @Override
    public Driver driver() {
        return scheduler;
    }

    @Override
    public boolean spend(int units) {
        return true;
    }

    @Override
    public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
        throw new UnsupportedOperationException();
    }
}
