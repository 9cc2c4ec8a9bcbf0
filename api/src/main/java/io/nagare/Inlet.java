package io.nagare;

import io.nagare.failure.ProtocolViolationException;
import io.nagare.failure.SubscribedTwiceException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A {@link Subscriber} that gives its items as a {@link Many}, for interfaces that want a subscriber.
 *
 * <pre>{@code
 * Inlet<Order> inlet = Inlet.create();
 * orders.forward(inlet);                                   // somebody else's method, which takes a Subscriber<Order>
 * inlet.items().flatMap(this::store).subscribe();
 * }</pre>
 *
 * <p>It subscribes to one publisher and has one subscriber. Either may come first. Demand: the demand of the subscriber
 * of {@link #items()} goes to the publisher, up to 256 items ahead. Nothing is requested before, so only an end may
 * have to be kept. Thread: the publisher may signal from any thread, one signal at a time. The items come on the strand
 * of their subscription. Cancellation: cancelling the items cancels the publisher, also a publisher that comes later.
 * Errors: the publisher's failure, or {@link ProtocolViolationException} if the publisher breaks a rule.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public final class Inlet<T> implements Subscriber<T> {

    /*
     * Implementation. Two parties meet: the publisher, and the edge, which is the subscriber that the stream of items
     * puts before its strand. The party that comes second opens the inlet: its thread hands the subscription to the
     * edge. From then on the edge gets all signals directly. If an end comes while another thread opens, the opening
     * thread tells the edge. So an end never overtakes onSubscribe. Items cannot come earlier, because only the edge
     * requests any. No foreign code is called under the lock.
     */

    private static final Subscription NOTHING = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final Many<T> items = Many.from((Publisher<T>) this::connect);

    /** The subscriber of the items. Set just before it gets the subscription. */
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

    /** Makes an inlet. */
    public static <T> Inlet<T> create() {
        return new Inlet<>();
    }

    /**
     * Emits the items that the publisher sends. Can be subscribed once; another subscriber gets a {@link
     * SubscribedTwiceException}.
     */
    public Many<T> items() {
        return items;
    }

    /** Returns this as a subscriber of the JDK. */
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
     * Cancels the publisher, or one that comes later. If the items have had a subscriber, does nothing: the subscriber
     * decides.
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

    /** Discards an item that was never requested, and fails the stream. */
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
