package io.nagare.engine.strand;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a chain of subscribers that would be too long for a stack: no signal, in either direction, goes on within the
 * call that brought it; each is kept and passed on by a leaf. What is upstream is attached by the leaf too. So a
 * program may have any number of stages and be nested to any depth.
 *
 * <p>Always holds: what is requested upstream is no more than downstream wants, and never more than {@value #CAPACITY}
 * items that have not gone down.
 */
public final class Trampoline<T> extends StrandSubscriber<T> implements StrandSubscription {

    /** Subscribers in a chain before it is broken: some hundred bytes of stack each. */
    public static final int LONGEST_CHAIN = 256;

    private static final int CAPACITY = 256;

    private final StrandSubscriber<? super T> downstream;
    private final Strand strand;
    private final Leaf leaf;
    private final ArrayDeque<T> queue = new ArrayDeque<>();
    private @Nullable Attachable<T> program;
    private @Nullable StrandSubscription upstream;
    private long demand;

    /** Requested and not yet gone down. */
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

    /** Subscribes to the program: tells the subscriber at once, and attaches when the stack has been left. */
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

    /** Sends down what there is and is wanted. Returns false if the budget was used up. */
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
        if (failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(failure);
        }
    }
}
