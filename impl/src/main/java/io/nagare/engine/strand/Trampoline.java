package io.nagare.engine.strand;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a chain of subscribers that would be too long for a stack. No signal, in either direction, goes on within the
 * call that brought it: this keeps the signal, and a leaf passes it on. The leaf also attaches the upstream. So a
 * program may have any number of stages and be nested to any depth. Called on the strand.
 *
 * <p>Always holds: the items that were requested and have not gone downstream are no more than downstream wants, and
 * {@value #CAPACITY} at most.
 */
public final class Trampoline<T> extends StrandSubscriber<T> implements StrandSubscription {

    /** How many subscribers a chain has before it is broken. Each needs some hundred bytes of stack. */
    public static final int LONGEST_CHAIN = 256;

    private static final int CAPACITY = 256;

    private final StrandSubscriber<? super T> downstream;
    private final Strand strand;
    private final Leaf leaf;
    private final ArrayDeque<T> queue = new ArrayDeque<>();
    private @Nullable Attachable<T> program;
    private @Nullable StrandSubscription upstream;
    private long demand;

    /** How many items were requested and have not gone downstream. */
    private int inFlight;

    private boolean ended;
    private boolean done;
    private @Nullable Throwable failure;

    private Trampoline(Attachable<T> program, StrandSubscriber<? super T> downstream, Strand strand) {
        this.program = program;
        this.downstream = downstream;
        this.strand = strand;
        this.leaf = new Leaf(strand) {
            @Override
            protected void run() {
                serve();
            }
        };
    }

    /** Subscribes to the program: calls {@code onSubscribe} at once, and attaches in a leaf, on a short stack. */
    public static <T> void attach(Attachable<T> program, StrandSubscriber<? super T> downstream, Strand strand) {
        Trampoline<T> trampoline = new Trampoline<>(program, downstream, strand);
        downstream.onSubscribe(trampoline);
        trampoline.leaf.wake();
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        leaf.wake();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            program = null;
            Discard.all(queue, strand);
            leaf.wake();
        }
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        leaf.wake();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean onNext(T item) {
        if (done) {
            strand.discard(item);
        } else {
            queue.add(item);
            leaf.wake();
        }
        return true;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        leaf.wake();
    }

    private void serve() {
        Attachable<T> toAttach = program;
        if (toAttach != null) {
            program = null;
            toAttach.attach(this, strand);
        }
        if (!done && drain()) {
            finishOrRequest();
        }
        if (done && upstream != null && !ended) {
            ended = true;
            upstream.cancel();
        }
    }

    /** Emits items while there are some and there is demand. Returns false if the budget was used up. */
    private boolean drain() {
        while (demand > 0 && !done) {
            T item = queue.poll();
            if (item == null) {
                break;
            }
            inFlight--;
            if (downstream.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
            if (!strand.spend(1)) {
                leaf.wake();
                return false;
            }
        }
        return true;
    }

    private void finishOrRequest() {
        if (done) {
            return;
        }
        if (ended) {
            if (queue.isEmpty()) {
                done = true;
                end();
            }
            return;
        }
        int wanted = (int) Math.min(demand, CAPACITY);
        int more = wanted - inFlight;
        if (upstream != null && more > 0 && (wanted < CAPACITY || more >= CAPACITY / 4)) {
            inFlight += more;
            upstream.request(more);
        }
    }

    private void end() {
        StreamEnd.send(downstream, failure);
    }
}
