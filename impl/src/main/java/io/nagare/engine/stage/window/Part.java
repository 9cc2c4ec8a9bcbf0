package io.nagare.engine.stage.window;

import io.nagare.Many;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.strand.ActionLeaf;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.engine.strand.crossing.Branch;
import io.nagare.stage.Programs;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A window or a group: emits the items that its stage adds to its one subscriber. It lives on the strand of its stage.
 * Items without demand, or before there is a subscriber, wait here. The stage bounds their number.
 *
 * <p>Always holds: each added item is emitted or discarded, once. The only exception is an item that waits for a
 * subscriber that never comes.
 */
final class Part<T> implements StrandSubscription {

    /** The stage, as a part sees it. Called on the strand. */
    interface Divider<T> {

        /** Called when that many waiting items have gone down. */
        void taken(Part<T> part, int count);

        /** Called when the subscriber has cancelled and that many waiting items have been discarded. */
        void left(Part<T> part, int count);
    }

    /** The key of a group, or null for a window. */
    final @Nullable Object key;

    /**
     * The time since which no item has waited, in nanoseconds of the strand's clock. Only stages that need it set it.
     */
    long idleSince;

    private final Divider<T> divider;
    private final Strand strand;
    private final Branch<T> branch;
    private final ArrayDeque<T> waiting = new ArrayDeque<>(0);
    private @Nullable StrandSubscriber<? super T> downstream;
    private @Nullable Leaf resume;
    private long demand;
    private boolean draining;
    private boolean closed;
    private boolean done;
    private @Nullable Throwable failure;

    Part(@Nullable Object key, Divider<T> divider, Strand strand) {
        this.key = key;
        this.divider = divider;
        this.strand = strand;
        this.branch = new Branch<>(this, (subscriber, home) -> open(subscriber), strand);
    }

    Many<T> items() {
        return Programs.driven(branch);
    }

    boolean isClaimed() {
        return branch.isClaimed();
    }

    boolean isDone() {
        return done;
    }

    boolean isClosed() {
        return closed;
    }

    int waiting() {
        return waiting.size();
    }

    /** Adds an item. Returns whether it has to wait. */
    boolean add(T item) {
        StrandSubscriber<? super T> to = downstream;
        if (done || closed) {
            strand.discard(item);
            return false;
        }
        if (to == null || demand == 0 || draining || !waiting.isEmpty()) {
            waiting.add(item);
            return true;
        }
        draining = true;
        send(to, item);
        draining = false;
        endIfEmpty(to);
        return false;
    }

    private void send(StrandSubscriber<? super T> to, T item) {
        if (to.onNext(item)) {
            demand = Demand.subtract(demand, 1);
        }
    }

    /** Ends the part when the waiting items have gone down, with the failure if there is one. No item will follow. */
    void close(@Nullable Throwable cause) {
        if (!closed) {
            closed = true;
            failure = cause;
            drain();
        }
    }

    /**
     * Discards the waiting items, because nobody has subscribed. A later subscriber gets a failure. Returns how many
     * items there were.
     */
    int giveUp() {
        int count = waiting.size();
        Discard.all(waiting, strand);
        closed = true;
        failure = branch.givenUp();
        return count;
    }

    private void open(StrandSubscriber<? super T> subscriber) {
        downstream = subscriber;
        subscriber.onSubscribe(this);
        drain();
    }

    @Override
    public void request(long n) {
        if (!done) {
            demand = Demand.add(demand, n);
            drain();
        }
    }

    @Override
    public void cancel() {
        if (done) {
            return;
        }
        done = true;
        int count = waiting.size();
        Discard.all(waiting, strand);
        divider.left(this, count);
    }

    private void drain() {
        StrandSubscriber<? super T> to = downstream;
        if (draining || done || to == null) {
            return;
        }
        draining = true;
        int count = 0;
        while (demand > 0 && !done) {
            T item = waiting.poll();
            if (item == null) {
                break;
            }
            count++;
            send(to, item);
            if (!strand.spend(1)) {
                pause();
                break;
            }
        }
        draining = false;
        endIfEmpty(to);
        if (count > 0) {
            divider.taken(this, count);
        }
    }

    private void endIfEmpty(StrandSubscriber<? super T> to) {
        if (!closed || done || !waiting.isEmpty()) {
            return;
        }
        done = true;
        StreamEnd.send(to, failure);
    }

    @Override
    public String toString() {
        return key == null ? "a window" : "the group of key " + key;
    }

    /** Goes on in a later run, because the budget of this one is used up. */
    private void pause() {
        if (resume == null) {
            resume = new ActionLeaf(strand, this::drain);
        }
        resume.wake();
    }
}
