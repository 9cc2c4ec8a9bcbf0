package io.nagare.engine.strand;

import io.nagare.InvalidDemandException;
import io.nagare.ProtocolViolationException;
import io.nagare.driver.AfterRun;
import io.nagare.driver.Demand;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.Scheduler;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * The edge where a strand serves a foreign {@link Subscriber}, by the letter of Reactive Streams.
 *
 * <p>Signals are sent by the thread that runs the strand, and so one after the other (1.3). {@link #request} and {@link
 * #cancel} may be called by any thread: on the strand they go straight up, from elsewhere they leave a note and wake
 * the strand, so that neither recurses without bound (3.3) nor waits (3.4, 3.5). The subscriber gets {@code
 * onSubscribe} before the program is attached (1.9); demand made from within it is served when it has returned.
 *
 * <p>After the end or cancellation nothing here refers to the subscriber (3.13).
 *
 * @param <T> what is emitted
 */
public final class Egress<T> extends StrandSubscriber<T> implements DiscardingSubscription, Departure, Root, Terminal {

    /*
     * Notes of other threads, read by the strand in serve(), which each wake() of the strand makes follow:
     *  - `requested`: demand not served yet. Added to by compare-and-set, taken by an exchange.
     *  - `invalid`: the first demand below 1 (3.9).
     *  - `cancelled`: set once.
     *  - `interrupted`: set after either of the last two, with release; read with acquire before each signal, so that a
     *    stream in a long run stops soon, and no other end comes before the failure that invalid demand is.
     * Otherwise they need no order among themselves: the wake that follows each write orders it before the run that
     * serves it.
     */
    private static final VarHandle REQUESTED = handle("requested", long.class);
    private static final VarHandle INTERRUPTED = handle("interrupted", boolean.class);

    private static VarHandle handle(String field, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), field, VarHandle.class, Egress.class, type);
    }

    @SuppressWarnings("NullAway.Init") // set once by the maker, before the strand can run
    private ScheduledStrand strand;

    /** Who disposes of an item that finds no subscriber, if not the strand itself. */
    private @Nullable Strand discards;

    private @Nullable Subscriber<? super T> subscriber;

    private boolean told; // the subscriber has had onSubscribe
    private @Nullable Publisher<? extends T> program; // what is to be attached; null when it has been
    private @Nullable StrandSubscription upstream;
    private volatile boolean cancelled;
    private volatile @Nullable InvalidDemandException invalid;

    @SuppressWarnings("unused") // by REQUESTED
    private volatile long requested;

    @SuppressWarnings("unused") // by INTERRUPTED
    private volatile boolean interrupted;

    /** Demand that was made on the strand before there was an upstream. */
    private long early;

    private Egress(Subscriber<? super T> subscriber, Publisher<? extends T> program) {
        this.subscriber = subscriber;
        this.program = program;
    }

    /**
     * Serves a subscriber with what a program emits. The calling thread helps until there is nothing to do without
     * waiting; from then on the given runtime runs the strand, or, if that is null, the one that the thread belongs to,
     * else the default one.
     */
    public static <T> void serve(Subscriber<? super T> subscriber, Publisher<T> program, @Nullable Scheduler home) {
        Objects.requireNonNull(subscriber, "subscriber");
        Egress<T> egress = new Egress<>(subscriber, program);
        ScheduledStrand strand = ScheduledStrand.helped(egress, home);
        egress.strand = strand;
        strand.help();
    }

    /**
     * As {@code serve}, for a subscriber that has a subscription, which hands demand and cancellation on to this.
     * {@link #takeOver()} must follow on the same thread.
     */
    public static <T> Egress<T> successor(
            Subscriber<? super T> subscriber, Publisher<T> program, @Nullable Scheduler home) {
        Egress<T> egress = new Egress<>(subscriber, program);
        egress.strand = ScheduledStrand.helped(egress, home);
        egress.told = true;
        return egress;
    }

    /** Goes on where the predecessor has stopped. Once. */
    public void takeOver() {
        strand.help();
    }

    /** As {@code serve}, but the runtime's workers run the strand from the beginning, not the calling thread. */
    static <T> void spawn(Subscriber<? super T> subscriber, Publisher<? extends T> program, Scheduler home) {
        Egress<T> egress = new Egress<>(subscriber, program);
        ScheduledStrand strand = ScheduledStrand.spawned(egress, home);
        egress.strand = strand;
        strand.spawn();
    }

    /**
     * Tells the subscriber of its subscription, then attaches the program: in this order, so that no signal comes
     * first. A program that was cancelled meanwhile is attached too, and cancelled as it begins: its hooks are called
     * whoever was faster.
     */
    private void open(Subscriber<? super T> to, Publisher<? extends T> toAttach) {
        if (!told) {
            try {
                to.onSubscribe(this);
            } catch (Throwable failure) {
                stop();
                report(failure, "onSubscribe", strand.driver());
                return;
            }
        }
        if (invalid != null && isInterrupted()) {
            return;
        }
        program = null;
        try {
            strand.attach(toAttach, this);
        } catch (Throwable failure) {
            abort(failure);
        }
    }

    @Override
    public ScheduledStrand sender() {
        return strand;
    }

    @Override
    public void request(long n) {
        if (n < 1) {
            if (invalid == null) {
                invalid = new InvalidDemandException(n);
            }
            INTERRUPTED.setRelease(this, true);
            strand.wake();
            return;
        }
        if (strand.isCurrent()) {
            if (upstream == null) {
                early = Demand.add(early, n);
            } else {
                upstream.request(n);
            }
            return;
        }
        note(n);
        strand.wake();
    }

    private void note(long n) {
        for (long now = requested; now != Demand.UNBOUNDED; now = requested) {
            if (REQUESTED.compareAndSet(this, now, Demand.add(now, n))) {
                return;
            }
        }
    }

    @Override
    public boolean requestAndHelp(long n) {
        if (n < 1 || strand.isCurrent()) {
            request(n);
            return false;
        }
        note(n);
        if (strand.helpIfIdle()) {
            return true;
        }
        strand.wake();
        return false;
    }

    @Override
    public boolean isDrivenByDemand() {
        return !strand.isDriven();
    }

    @Override
    public boolean isRunning() {
        return strand.isRunning();
    }

    @Override
    public void cancel() {
        cancelled = true;
        INTERRUPTED.setRelease(this, true);
        if (strand.isCurrent()) {
            if (upstream != null) {
                stop();
            }
        } else {
            strand.wake();
        }
    }

    @Override
    public void serve() {
        if (program != null && subscriber != null) {
            open(subscriber, program);
        }
        if (isInterrupted()) {
            return;
        }
        if (upstream != null && (early != 0 || requested != 0)) {
            long n = Demand.add(early, (long) REQUESTED.getAndSet(this, 0L));
            early = 0;
            upstream.request(n);
        }
    }

    /**
     * Whether the stream is to send nothing more: stops one that has been cancelled, and fails one of which demand
     * below 1 was made. Called between signals, so that none is within another.
     */
    private boolean isInterrupted() {
        if (!(boolean) INTERRUPTED.getAcquire(this)) {
            return false;
        }
        InvalidDemandException wrong = invalid;
        if (cancelled || wrong == null) {
            stop();
        } else if (!isDone()) {
            abort(wrong);
        }
        return true;
    }

    @Override
    public void abort(Throwable reason) {
        Subscriber<? super T> to = subscriber;
        stop();
        if (to == null) {
            strand.driver().unseen(reason, "a stream that has already ended");
        } else {
            fail(to, reason);
        }
    }

    @Override
    public void discardTo(Strand surroundings) {
        discards = surroundings;
    }

    @Override
    public boolean isDone() {
        return subscriber == null;
    }

    /** Never throws: whatever goes wrong while the program is cancelled, this has ended. */
    private void stop() {
        StrandSubscription from = upstream;
        Publisher<? extends T> unattached = program;
        end();
        try {
            if (from != null) {
                from.cancel();
            } else if (unattached != null) {
                Branches.giveUp(unattached);
            }
        } catch (Throwable failure) {
            strand.driver().unseen(failure, "the cancellation of a stream");
        }
    }

    private void end() {
        subscriber = null;
        program = null;
        upstream = null;
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        upstream = subscription;
        if (cancelled) {
            stop();
        }
    }

    @Override
    public boolean onNext(T item) {
        Subscriber<? super T> to = subscriber;
        if (to == null || (boolean) INTERRUPTED.getAcquire(this)) {
            refuse(item);
            return true;
        }
        try {
            to.onNext(item);
        } catch (Throwable failure) {
            stop();
            report(failure, "onNext", strand.driver());
        }
        return true;
    }

    /** Cancelled by another thread, wrong demand, or over: puts the item back or discards it, and stops. */
    private void refuse(T item) {
        if (upstream == null || !upstream.takeBack(item)) {
            discardOnStrand(item);
        }
        isInterrupted();
    }

    private void discardOnStrand(@Nullable Object item) {
        (discards == null ? strand : discards).discard(item);
    }

    /**
     * For a subscriber of ours that has been sent an item for which it has no use any more, so it may still go back.
     */
    @Override
    public void discard(Object item) {
        if (strand.isCurrent() && upstream != null && upstream.takeBack(item)) {
            return;
        }
        new Leaf(strand) {
            @Override
            protected void run() {
                discardOnStrand(item);
            }
        }.wake();
    }

    @Override
    public void afterRun(AfterRun task) {
        strand.afterRun(task);
    }

    @Override
    public void onError(Throwable failure) {
        if (isInterrupted()) {
            return;
        }
        Subscriber<? super T> to = subscriber;
        end();
        if (to != null) {
            fail(to, failure);
        }
    }

    private void fail(Subscriber<? super T> to, Throwable failure) {
        try {
            to.onError(failure);
        } catch (Throwable second) {
            if (second != failure) {
                second.addSuppressed(failure);
            }
            report(second, "onError", strand.driver());
        }
    }

    /**
     * Passed on also if another thread has cancelled in the meantime (2.8): it can be what was waited for, a
     * notification say, which could not be given to somebody else any more.
     */
    @Override
    public void onComplete() {
        if (invalid != null && isInterrupted()) {
            return;
        }
        Subscriber<? super T> to = subscriber;
        end();
        if (to != null) {
            try {
                to.onComplete();
            } catch (Throwable failure) {
                report(failure, "onComplete", strand.driver());
            }
        }
    }

    /** A subscriber has thrown, which it must not. */
    public static void report(Throwable failure, String signal, Driver driver) {
        ProtocolViolationException violation =
                new ProtocolViolationException("2.13", "a subscriber's " + signal + " threw " + failure);
        violation.initCause(failure);
        driver.unseen(violation, "a subscriber");
    }
}
