package io.nagare.driver;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The unit that a runtime schedules, and the place where one subscription lives: everything that happens in a strand
 * happens one after the other, on whichever single thread runs it at the time.
 *
 * <p>Memory effects: what one run of a strand did happens before the next run, whatever the threads.
 */
public interface Strand {

    /** Whether the calling thread is running this strand now. Any thread may ask. */
    boolean isCurrent();

    /**
     * Subscribes to a publisher so that its signals arrive on this strand. A publisher of this library becomes part of
     * this strand; a foreign one is led in through a bounded queue. Called on the strand.
     */
    <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber);

    /**
     * Takes units from the budget of the current run. A source that could go on for ever takes one for each item (or a
     * batch of items) and, when told that the budget is used up, makes its leaf ready and returns. Called on the
     * strand.
     *
     * @param units how much work was done, at least 1
     * @return {@code false} if the budget of this run is used up
     */
    boolean spend(int units);

    /**
     * How many units a source may use up before it calls {@link #spend}, 1 to 256. They are few where an item takes
     * long, so that a run ends in time. Called on the strand.
     */
    default int slice() {
        return 256;
    }

    /**
     * Disposes of an item that was taken from its source and that its subscriber will not get, because it has
     * cancelled, the stream has failed, or another item took its place. By default an {@link AutoCloseable} is closed,
     * a collection given up item by item, and anything else forgotten; null is no item. Never throws. Called on the
     * strand.
     */
    void discard(@Nullable Object item);

    /**
     * Work of this strand that another thread is going to do, such as a blocking job: the user's functions that it
     * calls find the task locals that hold here. Any thread may ask.
     */
    default Runnable onBehalf(Runnable work) {
        return work;
    }

    /** The services of the runtime that this strand belongs to. Any thread may ask. */
    Driver driver();

    /**
     * Puts a leaf that has just been marked ready on this strand's list and sees to it that the strand runs. Called by
     * {@link Leaf#wake()} alone, from any thread.
     */
    void enqueue(Leaf leaf);
}
