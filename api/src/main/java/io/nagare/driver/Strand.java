package io.nagare.driver;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The unit that a runtime schedules, on which one subscription lives. Everything on a strand happens one after the
 * other, on the single thread that runs the strand at the time.
 *
 * <p>Memory effects: one run of a strand happens before the next, whatever the threads.
 *
 * @since 0.1
 */
public interface Strand {

    /** Whether the calling thread runs this strand now. Any thread may call it. */
    boolean isCurrent();

    /**
     * Subscribes to a publisher so that its signals arrive on this strand. A publisher of this library becomes part of
     * this strand. A foreign publisher sends into a bounded queue. Called on the strand.
     */
    <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber);

    /**
     * Takes units from the budget of the current run. A source without a bound calls this for each item or batch of
     * items. When the budget is used up, it makes its leaf ready and returns. Called on the strand.
     *
     * @param units how much work was done, at least 1
     * @return {@code false} if the budget of this run is used up
     */
    boolean spend(int units);

    /**
     * How many units a source may use before it calls {@link #spend}, 1 to 256. There are few if an item takes long, so
     * that a run ends in time. Called on the strand.
     */
    default int slice() {
        return 256;
    }

    /**
     * Discards an item that was taken from its source and that its subscriber will not get. That is when the subscriber
     * has cancelled, the stream has failed, or another item replaced it. By default closes an {@link AutoCloseable},
     * discards a collection item by item, and forgets anything else. Null is no item. Never throws. Called on the
     * strand.
     */
    void discard(@Nullable Object item);

    /**
     * Wraps work of this strand that another thread is going to do, such as a blocking job. The user's functions that
     * the work calls then find the task locals of this strand. Any thread may call it.
     */
    default Runnable onBehalf(Runnable work) {
        return work;
    }

    /** The services of the runtime that this strand belongs to. Any thread may call it. */
    Driver driver();

    /**
     * Puts a leaf that has just been marked ready into this strand's list, and makes sure that the strand runs. Only
     * {@link Leaf#wake()} calls it, from any thread.
     */
    void enqueue(Leaf leaf);
}
