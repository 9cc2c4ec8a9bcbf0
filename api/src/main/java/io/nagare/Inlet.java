package io.nagare;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A {@link Subscriber} whose items come out as a {@link Many}, for interfaces that want to be given a subscriber.
 *
 * <pre>{@code
 * Inlet<Order> inlet = Inlet.create();
 * orders.forward(inlet);                                   // somebody else's method, which takes a Subscriber<Order>
 * inlet.items().flatMap(this::store).subscribe();
 * }</pre>
 *
 * <p>It subscribes to one publisher, and has one subscriber; either may come first. Demand: what the subscriber of
 * {@link #items()} asks for is asked of the publisher, up to 256 items ahead. Nothing is requested before, so nothing
 * has to be kept but the end. Thread: the publisher's signals may come from any thread, one at a time; the items come
 * on the strand of their subscription. Cancellation: cancelling the items cancels the publisher, also one that comes
 * later. Errors: the publisher's; {@link ProtocolViolationException} if it breaks the rules.
 *
 * @param <T> what is received
 * @since 0.1
 */
public final class Inlet<T> implements Subscriber<T> {

    /*
     * Implementation. Two parties meet: the publisher, and the edge, which is the subscriber that the stream of items
     * puts before its strand. The second to come opens: it hands the subscription to the edge. From then on the edge
     * gets all signals directly. An end that comes while another thread opens is told to the edge by that thread, so
     * that it never overtakes onSubscribe. Items cannot come earlier, as only the edge requests any. No foreign code is
     * called under the lock.
     */

    private static final Subscription NOTHING = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final Many<T> items = Many.from((Publisher<T>) this::connect);

    /** What takes the items, once it has begun to get the subscription. */
    private volatile @Nullable Subscriber<? super T> target;

    // Guarded by this

    private @Nullable Subscriber<? super T> edge;
    private @Nullable Subscription upstream;
    private @Nullable End end;
    private boolean opened;
    private boolean abandoned;

    /** How the publisher ended. */
    private record End(@Nullable Throwable failure) {

        void tell(Subscriber<?> subscriber) {
            if (failure == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(failure);
            }
        }
    }

    private Inlet() {}

    /** Makes one. */
    public static <T> Inlet<T> create() {
        return new Inlet<>();
    }

    /**
     * Emits what this is given. It can be subscribed to once; another subscriber gets a {@link
     * SubscribedTwiceException}.
     */
    public Many<T> items() {
        return items;
    }

    /** This as a subscriber of the JDK's. */
    public Flow.Subscriber<T> toFlowSubscriber() {
        return FlowAdapters.toFlowSubscriber(this);
    }

    private void connect(Subscriber<? super T> subscriber) {
        Subscription from = null;
        boolean taken;
        synchronized (this) {
            taken = edge != null || abandoned;
            if (!taken) {
                edge = subscriber;
                if (upstream == null && end != null) {
                    upstream = NOTHING;
                }
                from = upstream;
            }
        }
        if (taken) {
            subscriber.onSubscribe(NOTHING);
            subscriber.onError(new SubscribedTwiceException("the stream of an inlet"));
        } else if (from != null) {
            open(subscriber, from);
        }
    }

    private void open(Subscriber<? super T> to, Subscription from) {
        target = to;
        to.onSubscribe(from);
        End how;
        synchronized (this) {
            opened = true;
            how = end;
        }
        if (how != null) {
            how.tell(to);
        }
    }

    /**
     * Cancels the publisher, or the one that comes later, unless the items have had a subscriber: then that decides.
     */
    void abandon() {
        Subscription from;
        End how;
        synchronized (this) {
            if (edge != null || abandoned) {
                return;
            }
            abandoned = true;
            from = upstream;
            how = end;
        }
        if (how == null) {
            cancel(from);
        } else if (how.failure() != null) {
            unseen(how.failure());
        }
    }

    // Signals of the publisher, from any thread

    /** Takes the subscription of the first publisher, and cancels that of any other. */
    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refuseNull("onSubscribe(null)");
        }
        Subscriber<? super T> to = null;
        boolean first;
        synchronized (this) {
            first = upstream == null && end == null && !abandoned;
            if (first) {
                upstream = subscription;
                to = edge;
            }
        }
        if (!first) {
            cancel(subscription);
        } else if (to != null) {
            open(to, subscription);
        }
    }

    @Override
    public void onNext(T item) {
        Subscriber<? super T> to = target;
        if (to != null) {
            to.onNext(item);
        } else if (item == null) {
            throw refuseNull("onNext(null)");
        } else {
            refuse(item);
        }
    }

    /** An item that nobody can have asked for. */
    private void refuse(T item) {
        Subscription from;
        boolean over;
        synchronized (this) {
            from = upstream;
            over = end != null || abandoned;
        }
        Discards.discard(item, null);
        if (!over) {
            cancel(from);
            end(new End(
                    from == null
                            ? new ProtocolViolationException("1.9", "a publisher called onNext before onSubscribe")
                            : new ProtocolViolationException(
                                    "1.1", "a publisher sent an item before one was requested of it")));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (failure == null) {
            throw refuseNull("onError(null)");
        }
        end(new End(failure));
    }

    @Override
    public void onComplete() {
        end(new End(null));
    }

    private void end(End how) {
        Subscriber<? super T> to;
        boolean first;
        boolean direct;
        Throwable unheard;
        synchronized (this) {
            first = end == null && !abandoned;
            direct = opened;
            unheard = first || abandoned ? null : how.failure();
            to = edge;
            if (first) {
                end = how;
                if (upstream != null) {
                    to = direct ? to : null;
                } else if (to != null) {
                    upstream = NOTHING;
                }
            }
        }
        if (direct && to != null) {
            how.tell(to);
        } else if (first && to != null) {
            open(to, NOTHING);
        } else if (unheard != null) {
            unseen(unheard);
        }
    }

    private NullPointerException refuseNull(String signal) {
        NullPointerException failure = new NullPointerException(signal + " (Reactive Streams rule 2.13)");
        Subscription from;
        synchronized (this) {
            from = end == null ? upstream : null;
        }
        cancel(from);
        end(new End(failure));
        return failure;
    }

    private static void cancel(@Nullable Subscription from) {
        if (from == null) {
            return;
        }
        try {
            from.cancel();
        } catch (Throwable failure) {
            unseen(failure);
        }
    }

    private static void unseen(Throwable failure) {
        Nagare.current().driver().unseen(failure, "a publisher whose items nobody takes");
    }

    @Override
    public String toString() {
        return "Inlet";
    }
}
