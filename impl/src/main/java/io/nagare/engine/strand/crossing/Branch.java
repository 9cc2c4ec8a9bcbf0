package io.nagare.engine.strand.crossing;

import io.nagare.Many;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.local.Locals;
import io.nagare.engine.strand.Claimable;
import io.nagare.engine.strand.Guest;
import io.nagare.engine.strand.LocalBoundary;
import io.nagare.engine.strand.ScheduledStrand;
import io.nagare.engine.strand.SurroundedStrand;
import io.nagare.engine.strand.ingress.Inbox;
import io.nagare.failure.NagareException;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.UnclaimedException;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A stream that begins in the middle of a strand, such as a window, and has one subscriber on any strand. A subscriber
 * on the same strand is joined directly. A subscriber on another strand is joined through an {@link Arrival}, which
 * bounds the items between the strands.
 *
 * @param <T> the type of the items
 */
public final class Branch<T> implements Source<T>, Claimable {

    /**
     * Set once, by the first subscriber or by the caller that gives this up. It orders nothing else, because the source
     * is always subscribed on its own strand.
     */
    private static final VarHandle CLAIM = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "claim", VarHandle.class, Branch.class, Claim.class);

    private enum Claim {
        SUBSCRIBED,
        GIVEN_UP
    }

    private final Object name;
    private final Source<T> source;
    private final Strand home;
    private volatile @Nullable Claim claim;

    /**
     * Makes a branch of a strand.
     *
     * @param name the branch's name; its text is taken when there is a failure
     * @param source subscribed at most once, on the strand {@code home}
     */
    public Branch(Object name, Source<T> source, Strand home) {
        this.name = name;
        this.source = source;
        this.home = home;
    }

    /** Whether there is a subscriber, one is on its way from another strand, or there never will be one. Any thread. */
    public boolean isClaimed() {
        return claim != null;
    }

    /** The items are discarded on this branch's own strand. */
    @Override
    public void giveUp() {
        if (CLAIM.compareAndSet(this, null, Claim.GIVEN_UP)) {
            leave();
        }
    }

    /** Subscribes and cancels at once, on this branch's own strand. */
    private void leave() {
        new Outlet<>(source, home, new NoSubscriber<>()).cancel();
    }

    @Override
    @SuppressWarnings("unchecked") // a subscriber of a supertype takes every T
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand strand) {
        if (!CLAIM.compareAndSet(this, null, Claim.SUBSCRIBED)) {
            strand.attach(Many.error(this::refusal), (StrandSubscriber<Object>) subscriber);
        } else if (!SurroundedStrand.sameStrand(home, strand)) {
            Arrival<T> arrival = new Arrival<>(subscriber, strand, Inbox.DEFAULT_CAPACITY);
            if (arrival.begin()) {
                openOutlet(arrival);
            } else {
                leave();
            }
        } else if (SurroundedStrand.localsOf(home) == SurroundedStrand.localsOf(strand)) {
            source.subscribe(subscriber, home);
        } else {
            Locals atHome = SurroundedStrand.localsOf(home);
            source.subscribe(new LocalBoundary<T>(atHome, SurroundedStrand.localsOf(strand), subscriber), home);
        }
    }

    private NagareException refusal() {
        return claim == Claim.GIVEN_UP ? givenUp() : new SubscribedTwiceException(name.toString());
    }

    /**
     * Returns the failure for a subscriber that finds nothing left: the runtime was closed, or the stream was
     * cancelled. Any thread.
     */
    public NagareException givenUp() {
        NagareException closed =
                SurroundedStrand.strandOf(home) instanceof ScheduledStrand scheduled ? scheduled.closedOrNull() : null;
        return closed == null ? UnclaimedException.givenUp(name.toString()) : closed;
    }

    private void openOutlet(Subscriber<? super T> arrival) {
        Outlet<T> outlet = new Outlet<>(source, home, arrival);
        arrival.onSubscribe(outlet);
        outlet.leaf.wake();
    }

    /** Stands for the subscriber of a branch if there is none, or if it has cancelled at once. */
    private static final class NoSubscriber<T> implements Subscriber<T> {

        @Override
        public void onSubscribe(Subscription subscription) {}

        @Override
        public void onNext(T item) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /**
     * Serves the arrival on another strand. Runs on the home strand, which it keeps alive meanwhile. Only {@link
     * #request} and {@link #cancel} are called on the arrival's strand.
     */
    private static final class Outlet<T> extends StrandSubscriber<T> implements Departure {

        /*
         * Notes of the other strand. A wake follows each and orders it before the run that serves it, so they need no
         * order among themselves. The arrival never has more requested than its ring holds, so the sum does not
         * overflow.
         */
        private static final VarHandle REQUESTED = ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), "requested", VarHandle.class, Outlet.class, long.class);

        private final Source<T> source;
        private final Guest leaf;
        private final Subscriber<? super T> arrival;

        /** Null until the first run has subscribed to the source. */
        private @Nullable StrandSubscription upstream;

        private boolean done;

        @SuppressWarnings("unused") // by REQUESTED
        private volatile long requested;

        private volatile boolean cancelled;

        Outlet(Source<T> source, Strand home, Subscriber<? super T> arrival) {
            this.source = source;
            this.arrival = arrival;
            this.leaf = new Guest(home) {
                @Override
                protected void run() {
                    serve();
                }

                @Override
                public void abort(Throwable reason) {
                    Outlet.this.abort(reason);
                }
            };
        }

        @Override
        public @Nullable ScheduledStrand sender() {
            return SurroundedStrand.strandOf(leaf.strand()) instanceof ScheduledStrand scheduled ? scheduled : null;
        }

        @Override
        public void request(long n) {
            REQUESTED.getAndAdd(this, n);
            leaf.wake();
        }

        @Override
        public void cancel() {
            cancelled = true;
            leaf.wake();
        }

        private void serve() {
            if (upstream == null) {
                leaf.enter();
                source.subscribe(this, leaf.strand());
            }
            StrandSubscription from = upstream;
            if (from == null || done) {
                return;
            }
            if (cancelled) {
                end();
                from.cancel();
            } else if (requested != 0) {
                from.request((long) REQUESTED.getAndSet(this, 0L));
            }
        }

        private void abort(Throwable reason) {
            done = true;
            if (upstream != null) {
                upstream.cancel();
            }
            arrival.onError(reason);
        }

        private void end() {
            done = true;
            leaf.leave();
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
        }

        @Override
        public boolean onNext(T item) {
            arrival.onNext(item);
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            end();
            arrival.onError(failure);
        }

        @Override
        public void onComplete() {
            end();
            arrival.onComplete();
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }
}
