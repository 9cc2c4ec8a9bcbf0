package io.nagare.engine.strand;

import io.nagare.Many;
import io.nagare.SubscribedTwiceException;
import io.nagare.driver.Leaf;
import io.nagare.driver.Source;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A stream that begins in the midst of a strand, as a window does, and has one subscriber, on whatever strand: on its own strand the
 * two are joined directly, from another one through an {@link Ingress}, which bounds what is between the two.
 *
 * @param <T> what is emitted
 */
public final class Branch<T> implements Source<T> {

    /** Set once, by the first subscriber; nothing else is ordered by it, since the source is always subscribed on its own strand. */
    private static final VarHandle CLAIMED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "claimed", VarHandle.class, Branch.class, boolean.class);

    private final Object name;
    private final Source<T> source;
    private final Strand home;
    private volatile boolean claimed;

    /**
     * A branch of a strand.
     *
     * @param name what it is; asked for its text when there is a failure
     * @param source is subscribed once at the most, on the strand {@code home}
     */
    public Branch(Object name, Source<T> source, Strand home) {
        this.name = name;
        this.source = source;
        this.home = home;
    }

    /** Whether there is a subscriber, or one on its way from another strand. Any thread. */
    public boolean isClaimed() {
        return claimed;
    }

    @Override
    @SuppressWarnings("unchecked") // a subscriber of a supertype takes every T
    public void subscribe(StrandSubscriber<? super T> subscriber, Strand strand) {
        if (!CLAIMED.compareAndSet(this, false, true)) {
            strand.attach(Many.error(new SubscribedTwiceException(name.toString())), (StrandSubscriber<Object>) subscriber);
        } else if (!ScopedStrand.sameStrand(home, strand)) {
            new Ingress<T>(subscriber, strand, Ingress.DEFAULT_CAPACITY).subscribeTo(this::openOutlet);
        } else if (ScopedStrand.localsOf(home) == ScopedStrand.localsOf(strand)) {
            source.subscribe(subscriber, home);
        } else {
            source.subscribe(
                    new LocalBoundary<T>(ScopedStrand.localsOf(home), ScopedStrand.localsOf(strand), subscriber), home);
        }
    }

    private void openOutlet(Subscriber<? super T> ingress) {
        Outlet<T> outlet = new Outlet<>(source, home, ingress);
        ingress.onSubscribe(outlet);
        outlet.leaf.wake();
    }

    /**
     * Serves the ingress on another strand. All but {@link #request} and {@link #cancel}, which the ingress calls on its own strand,
     * happens on the home strand.
     */
    private static final class Outlet<T> extends StrandSubscriber<T> implements Subscription {

        /*
         * Notes of the other strand. Each is followed by a wake, which orders it before the run that serves it; so they need no order
         * among themselves. The ingress never has more requested than fits into its ring, so the sum does not overflow.
         */
        private static final VarHandle REQUESTED = ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), "requested", VarHandle.class, Outlet.class, long.class);

        private final Source<T> source;
        private final Leaf leaf;
        private final Subscriber<? super T> ingress;

        /** Null until the source has been subscribed, which the first run does. */
        private @Nullable StrandSubscription upstream;

        @SuppressWarnings("unused") // by REQUESTED
        private volatile long requested;

        private volatile boolean cancelled;

        Outlet(Source<T> source, Strand home, Subscriber<? super T> ingress) {
            this.source = source;
            this.ingress = ingress;
            this.leaf = new Leaf(home) {
                @Override
                protected void run() {
                    serve();
                }
            };
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
                source.subscribe(this, leaf.strand());
            }
            StrandSubscription from = upstream;
            if (from == null) {
                return;
            }
            if (cancelled) {
                from.cancel();
            } else if (requested != 0) {
                from.request((long) REQUESTED.getAndSet(this, 0L));
            }
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            upstream = subscription;
        }

        @Override
        public boolean onNext(T item) {
            ingress.onNext(item);
            return true;
        }

        @Override
        public void onError(Throwable failure) {
            ingress.onError(failure);
        }

        @Override
        public void onComplete() {
            ingress.onComplete();
        }
    }
}
