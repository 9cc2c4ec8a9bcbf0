package io.nagare.driver;

/**
 * The receiving side of the protocol that stages speak on one strand.
 *
 * <p>It is the {@code Subscriber} of Reactive Streams without the rules about threads, and with three stricter rules in
 * their place. The thread that runs the strand makes all calls of a subscription, therefore:
 *
 * <ul>
 *   <li><b>Nothing after cancel.</b> When {@link StrandSubscription#cancel()} has returned, no further signal arrives,
 *       not even one. A subscriber needs no flag to drop late signals.
 *   <li><b>One terminal signal</b>, {@link #onComplete()} or {@link #onError(Throwable)}, and nothing after it. Calls
 *       to the subscription after a terminal signal do nothing.
 *   <li><b>Items never exceed demand.</b> {@link #onNext(Object)} returns whether the item used its unit of demand, so
 *       a filter needs no {@code request(1)} round trip.
 * </ul>
 *
 * <p>Calls nest: {@code request} and {@code cancel} may be called from within {@code onSubscribe} and {@code onNext}. A
 * source that is emitting then only notes the call and continues in its own loop. It never emits recursively.
 *
 * <p>No method throws because of a user's function. A stage turns such a failure into {@code cancel} upstream and
 * {@code onError} downstream.
 *
 * @param <T> the type of the items
 * @since 0.1
 */
public abstract class StrandSubscriber<T> {

    private final int depth;

    /** Makes a subscriber that passes signals on to another. */
    protected StrandSubscriber(StrandSubscriber<?> downstream) {
        this.depth = downstream.depth + 1;
    }

    /** Makes a subscriber that passes no signals on. */
    protected StrandSubscriber() {
        this.depth = 0;
    }

    /**
     * How many more subscribers pass on a signal that this one gets, in nested calls. The engine breaks a chain that is
     * too long for a stack.
     */
    public final int depth() {
        return depth;
    }

    /** Called once, before any other signal. Demand may be made from within. */
    public abstract void onSubscribe(StrandSubscription subscription);

    /**
     * Takes one item.
     *
     * @return {@code true} if the item used its unit of demand; {@code false} if it was dropped and the unit remains,
     *     so that the source may emit another item in its place
     */
    public abstract boolean onNext(T item);

    /** Called when the stream has failed. */
    public abstract void onError(Throwable failure);

    /** Called when the stream has completed. */
    public abstract void onComplete();

    /**
     * Whether no signal may come any more, because this subscriber or one behind it has cancelled. A source asks before
     * it sends a failure of a user's function, because that function may have cancelled from within. By default the
     * answer is no. A subscriber that passes signals on asks the next one.
     */
    public boolean isDone() {
        return false;
    }
}
