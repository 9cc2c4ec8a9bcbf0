package io.nagare.engine.strand.crossing;

import io.nagare.driver.AfterRun;
import io.nagare.driver.Demand;
import io.nagare.driver.DiscardingSubscription;
import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.strand.Branches;
import io.nagare.engine.strand.LateFailure;
import io.nagare.engine.strand.Root;
import io.nagare.engine.strand.ScheduledStrand;
import io.nagare.engine.strand.Terminal;
import io.nagare.engine.strand.ingress.Violation;
import io.nagare.failure.InvalidDemandException;
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
 * <p>The thread that runs the strand sends the signals, so they come one after the other (1.3). Any thread may call
 * {@link #request} and {@link #cancel}. On the strand they go straight upstream; from elsewhere they leave a note and
 * wake the strand. So neither recurses without bound (3.3) nor waits (3.4, 3.5). The subscriber gets {@code
 * onSubscribe} before the program is attached (1.9). Demand that it makes in that call is served afterwards.
 *
 * <p>After the end or cancellation no field refers to the subscriber (3.13).
 *
 * @param <T> the type of the items
 */
public final class Egress<T> extends StrandSubscriber<T> implements DiscardingSubscription, Departure, Root, Terminal {

    /*
     * Notes of other threads. A wake of the strand follows each write and orders it before the run that serves it, in
     * serve(). So the notes need no order among themselves, but for the last:
     *  - `requested`: demand not served yet. Added to by compare-and-set, taken by an exchange.
     *  - `invalid`: the first demand below 1 (3.9).
     *  - `cancelled`: set once.
     *  - `interrupted`: set after `invalid` or `cancelled`. Read before each signal. So a stream in a long run stops
     *    soon, and no other end comes before the failure for invalid demand. Release and acquire suffice: a reader that
     *    sees this note sees the note before it. A read that misses it counts as earlier, and the wake brings another.
     */
    private static final VarHandle REQUESTED = handle("requested", long.class);
    private static final VarHandle INTERRUPTED = handle("interrupted", boolean.class);

    private static VarHandle handle(String field, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), field, VarHandle.class, Egress.class, type);
    }

    @SuppressWarnings("NullAway.Init") // set once by the maker, before the strand can run
    private ScheduledStrand strand;

    /** The surroundings that discard an item without a subscriber, if not the strand itself. */
    private @Nullable Strand discards;

    private @Nullable Subscriber<? super T> subscriber;

    private boolean told; // whether the subscriber has had onSubscribe
    private @Nullable Publisher<? extends T> program; // null once attached
    private @Nullable StrandSubscription upstream;
    private volatile boolean cancelled;
    private volatile @Nullable InvalidDemandException invalid;

    @SuppressWarnings("unused") // by REQUESTED
    private volatile long requested;

    @SuppressWarnings("unused") // by INTERRUPTED
    private volatile boolean interrupted;

    /** Demand that came on the strand before there was an upstream. */
    private long early;

    private Egress(Subscriber<? super T> subscriber, Publisher<? extends T> program) {
        this.subscriber = subscriber;
        this.program = program;
    }

    /**
     * Serves a subscriber with the items of a program. The calling thread helps until it would have to wait. From then
     * on the given runtime runs the strand. If that is null, it is the calling thread's runtime, else the default one.
     */
    public static <T> void serve(Subscriber<? super T> subscriber, Publisher<T> program, @Nullable Scheduler home) {
        Objects.requireNonNull(subscriber, "subscriber");
        Egress<T> egress = new Egress<>(subscriber, program);
        ScheduledStrand strand = ScheduledStrand.helped(egress, home);
        egress.strand = strand;
        strand.help();
    }

    /**
     * Makes an egress for a subscriber that has a subscription, which forwards demand and cancellation to this. {@link
     * #takeOver()} must follow on the same thread.
     */
    public static <T> Egress<T> successor(
            Subscriber<? super T> subscriber, Publisher<T> program, @Nullable Scheduler home) {
        Egress<T> egress = new Egress<>(subscriber, program);
        egress.strand = ScheduledStrand.helped(egress, home);
        egress.told = true;
        return egress;
    }

    /** Goes on where the predecessor has stopped. Called once. */
    public void takeOver() {
        strand.help();
    }

    /** Serves a subscriber on the runtime's workers from the beginning, without the calling thread. */
    static <T> void spawn(Subscriber<? super T> subscriber, Publisher<? extends T> program, Scheduler home) {
        Egress<T> egress = new Egress<>(subscriber, program);
        ScheduledStrand strand = ScheduledStrand.spawned(egress, home);
        egress.strand = strand;
        strand.spawn();
    }

    /**
     * Calls {@code onSubscribe} and then attaches the program, so that no signal comes first. A program cancelled
     * meanwhile is attached too, and cancelled as it begins, so that its hooks are called in any case.
     */
    private void open(Subscriber<? super T> to, Publisher<? extends T> toAttach) {
        if (!told) {
            try {
                to.onSubscribe(this);
            } catch (Throwable failure) {
                stop();
                Violation.bySubscriber(failure, "onSubscribe", strand.driver());
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
                invalid = Violation.tell(new InvalidDemandException(n), strand.driver());
            }
            INTERRUPTED.setRelease(this, true); // release: publishes `invalid`
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
        INTERRUPTED.setRelease(this, true); // release: publishes `cancelled`
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
     * Whether no more signals may be sent. Stops a cancelled stream, and fails one that got invalid demand. Called
     * between signals, so that no signal is within another.
     */
    private boolean isInterrupted() {
        if (!(boolean) INTERRUPTED.getAcquire(this)) { // acquire: the notes read below are as new
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

    /** Ends this and cancels the program. Never throws, even if the cancellation does. */
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
        if (to == null || (boolean) INTERRUPTED.getAcquire(this)) { // acquire: refuse() sees which note it was
            refuse(item);
            return true;
        }
        try {
            to.onNext(item);
        } catch (Throwable failure) {
            stop();
            Violation.bySubscriber(failure, "onNext", strand.driver());
        }
        return true;
    }

    /** Refuses an item after a cancellation, invalid demand or the end: puts it back or discards it, and stops. */
    private void refuse(T item) {
        if (upstream == null || !upstream.takeBack(item)) {
            discardOnStrand(item);
        }
        isInterrupted();
    }

    private void discardOnStrand(@Nullable Object item) {
        (discards == null ? strand : discards).discard(item);
    }

    /** Takes an item for which a subscriber of ours has no use any more, and puts it back or discards it. */
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
            if (cancelled) {
                LateFailure.tellUnlessConsequence(failure, strand.driver());
            }
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
            Violation.bySubscriber(second, "onError", strand.driver());
        }
    }

    /**
     * Also delivered if another thread has cancelled meanwhile (2.8). The completion may be the awaited event itself,
     * such as a notification, which could not be given to another subscriber any more.
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
                Violation.bySubscriber(failure, "onComplete", strand.driver());
            }
        }
    }
}
