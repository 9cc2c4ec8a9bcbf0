package io.nagare.engine;

import io.nagare.InvalidDemandException;
import io.nagare.One;
import io.nagare.driver.AfterRun;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.engine.scheduler.Scheduler;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.stage.Computation;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.Egress;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.Locals;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * The edge where a foreign {@link Subscriber} is served with a value: a constant or a callable with maps, filters and
 * flattenings behind it. Most ask for it in {@code onSubscribe}, and then it is computed and sent when that has
 * returned, on the thread that subscribes and without a strand. For one that does not, and where a flattening comes
 * upon a publisher that is no value, an {@link Egress} takes over, and this only hands on what is asked of it.
 *
 * <p>Signals are sent by the thread that subscribes, until there is a successor. {@link #request} and {@link #cancel}
 * may be called by any thread. Nothing here refers to the subscriber (3.13).
 */
final class ValueSubscription<T> implements DiscardingSubscription {

    /** What {@code interruption} is after {@link #cancel}. */
    private static final Object CANCELLED = "cancelled";

    private static final VarHandle INTERRUPTION = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "interruption", VarHandle.class, ValueSubscription.class, Object.class);

    /**
     * The thread that subscribes, while it sends. Read by any thread to find out whether it is that one; a benign race,
     * as a thread can find itself here only if it wrote itself.
     */
    private @Nullable Thread opener = Thread.currentThread();

    /** There is demand. The opener's. */
    private boolean demanded;

    /*
     * Notes of other threads. `demandedElsewhere` and `interruption` are written before the successor is looked for,
     * and the successor before they are looked at; all three are volatile, so one side sees the other. It may be both:
     * demand for one value can be made twice, as it can be cancelled twice.
     */
    private volatile boolean demandedElsewhere;

    /** {@code CANCELLED}, or the failure that demand below 1 is (3.9). */
    private volatile @Nullable Object interruption;

    private volatile @Nullable Egress<T> successor;

    private ValueSubscription() {}

    /**
     * Serves a subscriber with what a program emits whose value can be computed. The home is a strand's, as in {@link
     * Egress#serve}.
     */
    static <T> void serve(Subscriber<? super T> subscriber, Attachable<T> program, @Nullable Scheduler home) {
        Objects.requireNonNull(subscriber, "subscriber");
        Locals previous = Locals.leave();
        new ValueSubscription<T>().open(subscriber, program, home);
        Locals.enter(previous);
    }

    private void open(Subscriber<? super T> subscriber, Attachable<T> program, @Nullable Scheduler home) {
        try {
            subscriber.onSubscribe(this);
        } catch (Throwable failure) {
            interruption = CANCELLED;
            report(failure, "onSubscribe");
        }
        if (interruption == null && !demanded && !demandedElsewhere) {
            handOn(Egress.successor(subscriber, program, home));
        } else {
            send(subscriber, program, home);
            opener = null;
        }
    }

    private void handOn(Egress<T> to) {
        successor = to;
        opener = null;
        if (demanded || demandedElsewhere) {
            to.request(1);
        }
        Object interrupted = interruption;
        if (interrupted instanceof InvalidDemandException invalid) {
            to.request(invalid.requested());
        } else if (interrupted != null) {
            to.cancel();
        }
        to.takeOver();
    }

    @SuppressWarnings("unchecked") // the program emits items of T
    private void send(Subscriber<? super T> subscriber, Attachable<T> program, @Nullable Scheduler home) {
        if (isInterrupted(subscriber)) {
            return;
        }
        Object item;
        try {
            item = Computation.compute(program);
        } catch (Throwable failure) {
            failUnlessInterrupted(subscriber, failure);
            return;
        }
        if (item instanceof Computation.Unfinished rest) {
            handOn(Egress.successor(subscriber, (One<T>) rest.program(), home));
        } else if (isInterrupted(subscriber)) {
            Discard.item(item, Schedulers.current());
        } else {
            send(subscriber, (T) item);
        }
    }

    private void send(Subscriber<? super T> subscriber, @Nullable T item) {
        String signal = "onNext";
        try {
            if (item != null) {
                subscriber.onNext(item);
            }
            if (!isInterrupted(subscriber)) {
                signal = "onComplete";
                subscriber.onComplete();
            }
        } catch (Throwable failure) {
            report(failure, signal);
        }
    }

    private void failUnlessInterrupted(Subscriber<? super T> subscriber, Throwable failure) {
        if (isInterrupted(subscriber)) {
            LateFailure.tell(failure, Schedulers.current());
        } else {
            fail(subscriber, failure);
        }
    }

    /** Whether no more may be sent: the subscriber has cancelled, or is told here that its demand was wrong. */
    private boolean isInterrupted(Subscriber<? super T> subscriber) {
        // Acquire: a failure is seen whole.
        Object interrupted = INTERRUPTION.getAcquire(this);
        if (interrupted == null) {
            return false;
        }
        if (interrupted instanceof InvalidDemandException invalid) {
            fail(subscriber, invalid);
        }
        return true;
    }

    private void fail(Subscriber<? super T> subscriber, Throwable failure) {
        try {
            subscriber.onError(failure);
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            report(second, "onError");
        }
    }

    private void report(Throwable failure, String signal) {
        Egress.report(failure, signal, Schedulers.current());
    }

    @Override
    public void request(long n) {
        if (n < 1) {
            INTERRUPTION.compareAndSet(this, null, new InvalidDemandException(n));
        } else if (opener == Thread.currentThread()) {
            demanded = true;
            return;
        } else {
            demandedElsewhere = true;
        }
        Egress<T> next = successor;
        if (next != null) {
            next.request(n);
        }
    }

    @Override
    public void discard(Object item) {
        Discard.item(item, Schedulers.current());
    }

    /** There is one item only. */
    @Override
    public boolean requestAndHelp(long n) {
        request(n);
        return false;
    }

    @Override
    public boolean isDrivenByDemand() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    /** There is one item only. */
    @Override
    public void afterRun(AfterRun task) {
        task.linkBefore(null).runAll();
    }

    @Override
    public void cancel() {
        interruption = CANCELLED;
        Egress<T> next = successor;
        if (next != null) {
            next.cancel();
        }
    }
}
