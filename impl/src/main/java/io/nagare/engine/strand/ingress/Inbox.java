package io.nagare.engine.strand.ingress;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.local.Locals;
import io.nagare.engine.queue.SpscRing;
import io.nagare.engine.scheduler.Schedulers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * The place where items of another thread enter a strand: a ring, and the demand for the items in it. The inbox never
 * requests more than downstream has asked for, nor more than the ring holds.
 *
 * <p>Items are taken in stretches, and more are requested when half of those ahead are used, so the sender need not
 * stop. The first item wakes the strand. The strand goes on until there are no items, waits a moment if more are
 * expected, and sleeps.
 *
 * @param <T> the type of the items
 */
public abstract class Inbox<T> extends Leaf implements StrandSubscription {

    /** How many items are requested ahead at most, unless the caller says otherwise. */
    public static final int DEFAULT_CAPACITY = 256;

    /** How many items are taken at most before demand and the budget are checked. */
    private static final int STRETCH = 64;

    /** How many items that go straight through are taken from the budget at once. */
    private static final int PAID_AT_ONCE = 16;

    private static final VarHandle UPSTREAM = handle("upstream", Subscription.class);
    private static final VarHandle END = handle("end", End.class);
    private static final VarHandle RING = handle("ring", SpscRing.class);

    private static VarHandle handle(String field, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), field, VarHandle.class, Inbox.class, type);
    }

    private final StrandSubscriber<? super T> downstream;
    private final int capacity;
    protected final @Nullable Locals locals; // those that downstream finds

    /*
     * Set once with a compare-and-set by the thread that calls onSubscribe, or replaced by NoUpstream with an exchange.
     * The wake that follows orders it before the run that makes the first request.
     */
    private volatile @Nullable Subscription upstream;

    // Set once by the sender. A cancellation exchanges it, so a failure is delivered or told to the runtime, not both.
    // A thread that sees the end also sees all items that the sender put into the ring before.
    private volatile @Nullable End end;

    /** Made when first needed, and never replaced. */
    private volatile @Nullable SpscRing<T> ring;

    private long demand; // how many items downstream has requested and not been given
    private int inFlight; // how many items this has requested and not emitted; used on the strand only
    private long taken; // how many items have come out of the ring
    private int unpaid; // items that went straight through, not yet taken from the budget
    private int paidAt; // how many are taken from the budget at once
    private boolean spent; // the budget was used up while items went straight through
    private boolean emitting;
    private boolean done;

    protected Inbox(StrandSubscriber<? super T> downstream, Strand strand, @Nullable Locals locals, int capacity) {
        super(strand);
        this.downstream = downstream;
        this.locals = locals;
        this.capacity = capacity;
    }

    // From any thread

    /** Takes the sender's subscription. Returns false if there is one already or downstream has cancelled. */
    protected final boolean subscribed(Subscription subscription) {
        if (!UPSTREAM.compareAndSet(this, null, subscription)) {
            return false;
        }
        if (strand().isCurrent()) {
            Locals.within(locals, this::requestMore);
        } else {
            wake();
        }
        return true;
    }

    protected final @Nullable Subscription upstream() {
        return upstream;
    }

    protected final boolean isCancelled() {
        return upstream == NoUpstream.CANCELLED;
    }

    protected final boolean hasEnded() {
        return end != null;
    }

    /** Returns the ring, which the first call makes. */
    protected final SpscRing<T> ring() {
        SpscRing<T> queue = ring;
        if (queue == null) {
            RING.compareAndSet(this, null, new SpscRing<T>(capacity));
            queue = Objects.requireNonNull(ring);
        }
        return queue;
    }

    /** Takes the sender's end. Returns false if it had ended already, or downstream has cancelled. */
    protected final boolean end(@Nullable Throwable failure) {
        if (!END.compareAndSet(this, null, new End(failure))) {
            return false;
        }
        if (strand().isCurrent() && !emitting) {
            Locals.within(locals, this::run);
        } else {
            wake();
        }
        return true;
    }

    /** Cancels the sender and fails, because it has broken a rule. */
    protected final void violate(Throwable violation) {
        Violation.tell(violation, strand().driver());
        Violation.cancel(upstream, strand().driver());
        if (!end(violation) && !isCancelled()) {
            strand().driver().unseen(violation, "a publisher that had already ended");
        }
    }

    // On the strand

    /** Calls {@code onSubscribe}. Returns false if downstream has cancelled at once. */
    public final boolean begin() {
        downstream.onSubscribe(this);
        return !done;
    }

    protected final boolean isDone() {
        return done;
    }

    protected final long taken() {
        return taken;
    }

    /**
     * Whether an item that comes on the strand may go straight through. No item is being emitted or waits then, and the
     * budget is not used up.
     */
    protected final boolean mayPass() {
        return !emitting && !spent && isEmpty();
    }

    /** Passes an item straight through. The sender may be a strand that this one has called, with other locals. */
    protected final void pass(T item) {
        if (done || inFlight == 0) {
            strand().discard(item);
            refuse();
            return;
        }
        inFlight--;
        emitting = true;
        try {
            if (downstream.onNext(item)) {
                demand = Demand.subtract(demand, 1);
            }
        } finally {
            emitting = false;
        }
        boolean paying = ++unpaid >= paidAt;
        if (done || end != null || !paying && demand >= capacity && inFlight > capacity >> 1) {
            return;
        }
        if (paying) {
            boolean mayGoOn = strand().spend(unpaid);
            unpaid = 0;
            paidAt = Math.min(PAID_AT_ONCE, strand().slice());
            if (!mayGoOn) {
                // Items that the publisher's own loop still sends go into the ring. It stops when demand is used up.
                spent = true;
                wake();
                return;
            }
        }
        requestMore();
    }

    @Override
    public final void request(long n) {
        demand = Demand.add(demand, n);
        if (!emitting) {
            run();
        }
    }

    @Override
    public final void cancel() {
        boolean delivered = done;
        done = true;
        Violation.cancel((Subscription) UPSTREAM.getAndSet(this, NoUpstream.CANCELLED), strand().driver());
        End waiting = (End) END.getAndSet(this, End.UNWANTED);
        if (!delivered && waiting != null && waiting.failure() != null) {
            late(waiting.failure());
        }
        clear();
    }

    @Override
    protected final void run() {
        if (emitting || isSpent()) {
            return;
        }
        if (done) {
            // The sender may have put an item into the ring just as the stream was cancelled.
            clear();
            return;
        }
        SpscRing<T> queue = ring;
        if (queue != null && queue.awake()) {
            woken();
        }
        do {
            // Read before the ring: if the sender had ended by now, the ring holds everything that it sent.
            End how = end;
            if (!emitWaiting()) {
                return;
            }
            if (how != null && isEmpty()) {
                finish(how);
                return;
            }
            requestMore();
        } while (!rests());
    }

    /** Whether the budget is used up and this is ready for the next run. */
    private boolean isSpent() {
        return spent && (spent = !done && !strand().spend(0));
    }

    private boolean isEmpty() {
        SpscRing<T> queue = ring;
        return queue == null || queue.isEmpty();
    }

    /** Emits items of the ring while there is demand. Returns false if this run is over. */
    private boolean emitWaiting() {
        SpscRing<T> queue = ring;
        if (queue == null) {
            return true;
        }
        while (demand > 0) {
            int most = (int) Math.min(demand, Math.min(STRETCH, strand().slice()));
            int count = emit(queue, most);
            if (done) {
                return false;
            }
            if (count > 0 && !strand().spend(count)) {
                wake();
                return false;
            }
            if (count < most) {
                break;
            }
            if (end == null && goesOnMeanwhile()) {
                requestMore();
            }
        }
        return !done;
    }

    private int emit(SpscRing<T> queue, int most) {
        int count = 0;
        int unused = 0;
        boolean unasked = false;
        emitting = true;
        try {
            while (count < most && !done) {
                T item = queue.poll();
                if (item == null) {
                    break;
                }
                if (count == inFlight) {
                    strand().discard(item);
                    unasked = true;
                    break;
                }
                count++;
                if (!downstream.onNext(item)) {
                    unused++;
                }
            }
        } finally {
            emitting = false;
            inFlight -= count;
            taken += count;
            demand = Demand.subtract(demand, count - unused);
        }
        if (unasked) {
            refuse();
        }
        return count;
    }

    /** Fails because of an item that was not requested, even if the publisher completed the stream after it. */
    private void refuse() {
        if (done) {
            return;
        }
        Violation.cancel(upstream, strand().driver());
        End how = new End(Violation.tell(Violation.tooMany(), strand().driver()));
        END.compareAndSet(this, null, how);
        finish(how);
    }

    /** Requests exactly what is wanted if demand is small, and waits until half is used up if it is large. */
    private void requestMore() {
        Subscription from = upstream;
        if (from == null || done) {
            return;
        }
        int wanted = (int) Math.min(demand, capacity);
        int more = wanted - inFlight;
        if (more > 0 && (wanted < capacity || more >= capacity >> 1)) {
            prepare();
            inFlight += more;
            try {
                from.request(more);
            } catch (Throwable failure) {
                violate(Violation.requestThrew(failure));
            }
        }
    }

    /** Whether there is nothing to do before the next wake or request. */
    private boolean rests() {
        SpscRing<T> queue = ring;
        if (done || queue == null) {
            return true;
        }
        if (demand > 0 && inFlight > 0 && isMoreExpected()
                && Schedulers.of(strand().driver()).comesSoon(() -> !queue.isEmpty() || end != null)) {
            return false;
        }
        if (!queue.sleep()) {
            return demand == 0;
        }
        asleep();
        return true;
    }

    private void finish(End how) {
        if (done) {
            return;
        }
        done = true;
        Throwable failure = clear() && how.failure() == null ? wentAstray() : how.failure();
        if (failure == null) {
            downstream.onComplete();
        } else {
            downstream.onError(failure);
        }
    }

    /** Discards the items in the ring. Returns whether there were any. */
    private boolean clear() {
        SpscRing<T> queue = ring;
        return queue != null && queue.drain(item -> strand().discard(item)) > 0;
    }

    /** Called with the sender's failure if downstream has cancelled, so that it cannot be delivered. */
    protected abstract void late(Throwable failure);

    /** Called when a sender that had ended has left items in the ring. */
    protected abstract @Nullable Throwable wentAstray();

    /** Called when the strand has nothing to do before the next wake. */
    protected void asleep() {}

    /** Called in the first run after a sleep. */
    protected void woken() {}

    /** Called before items are requested. May throw if there is no memory for them. */
    protected void prepare() {}

    /** Whether a sender that is asked for more makes items while this emits. If not, it is asked afterwards. */
    protected abstract boolean goesOnMeanwhile();

    /** Whether the next item will most likely come sooner than a wake would, although the ring is empty. */
    protected abstract boolean isMoreExpected();
}
