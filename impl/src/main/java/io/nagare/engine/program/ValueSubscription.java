package io.nagare.engine.program;

import io.nagare.One;
import io.nagare.driver.AfterRun;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.engine.fusion.Computation;
import io.nagare.engine.local.Locals;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.Attachable;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.engine.strand.ingress.Violation;
import io.nagare.failure.InvalidDemandException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * The edge that serves a foreign {@link Subscriber} with a value: a constant or a callable behind maps, filters and
 * flattenings.
 *
 * <p>Most subscribers request in {@code onSubscribe}. The value is then computed and sent when that call has returned,
 * on the subscribing thread and without a strand. An {@link Egress} takes over if the subscriber has not requested by
 * then, or if a flattening meets a publisher that is no value. From then on this only forwards demand and cancellation
 * to the egress.
 *
 * <p>The subscribing thread sends the signals until there is a successor. {@link #request} and {@link #cancel} may be
 * called by any thread. No field refers to the subscriber (3.13).
 */
public final class ValueSubscription<T> implements DiscardingSubscription {

    /** The value of {@code interruption} after {@link #cancel}. */
    private static final Object CANCELLED = "cancelled";

    private static final VarHandle INTERRUPTION = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "interruption", VarHandle.class, ValueSubscription.class, Object.class);

    /**
     * The subscribing thread while it sends, else null. Plain, although any thread reads it: a thread finds itself here
     * only if it wrote itself, so no happens-before edge is needed. To any other thread each value means "not me".
     */
    private @Nullable Thread opener = Thread.currentThread();

    /** Whether the opener has requested. Only the opener reads and writes it. */
    private boolean demanded;

    /*
     * Notes of other threads. A caller writes `demandedElsewhere` or `interruption` and then reads `successor`. The
     * opener writes `successor` and then reads the two notes. All three are volatile, so at least one side sees the
     * other. If both do, the egress is told twice, which does no harm: demand for one value may be repeated, and so may
     * cancellation.
     */
    private volatile boolean demandedElsewhere;

    /** Null, {@code CANCELLED}, or the failure that demand below 1 causes (3.9). */
    private volatile @Nullable Object interruption;

    private volatile @Nullable Egress<T> successor;

    private ValueSubscription() {}

    /**
     * Serves a subscriber with the value of a program, which must be one that can be computed. The home is the strand's
     * runtime, as in {@link Egress#serve}.
     */
    public static <T> void serve(Subscriber<? super T> subscriber, Attachable<T> program, @Nullable Scheduler home) {
        Objects.requireNonNull(subscriber, "subscriber");
        Locals previous = Locals.begin(Locals.ofThread());
        new ValueSubscription<T>().open(subscriber, program, home);
        Locals.end(previous);
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

    /**
     * Whether no more may be sent, because the subscriber has cancelled or its demand was invalid. Tells it of invalid
     * demand.
     */
    private boolean isInterrupted(Subscriber<? super T> subscriber) {
        // Acquire pairs with the volatile write of the failure, so the failure is seen whole. More is not needed: a
        // note that this read misses counts as made after the signal. handOn() reads the field as volatile.
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
        Violation.bySubscriber(failure, signal, Schedulers.current());
    }

    @Override
    public void request(long n) {
        if (n < 1) {
            InvalidDemandException invalid = new InvalidDemandException(n);
            if (INTERRUPTION.compareAndSet(this, null, invalid) && successor == null) {
                Schedulers.current().violated(invalid);
            }
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

    /** Only requests: there is one item, so helping brings no more. */
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

    /** Runs the task at once, because only one item comes. */
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
