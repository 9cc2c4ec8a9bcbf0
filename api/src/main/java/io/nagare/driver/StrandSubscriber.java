package io.nagare.driver;

/**
 * The receiving side of the protocol that stages speak on one strand.
 *
 * <p>It is Reactive Streams' {@code Subscriber} with the rules about threads taken away and three stricter ones put in
 * their place. All calls of one subscription are made by the thread that runs its strand, therefore:
 *
 * <ul>
 *   <li><b>Nothing after cancel.</b> When {@link StrandSubscription#cancel()} has returned, no further signal arrives,
 *       not even one. A subscriber needs no flag to drop late signals.
 *   <li><b>One terminal signal</b>, {@link #onComplete()} or {@link #onError(Throwable)}, and nothing after it. Calls
 *       to the subscription after a terminal signal do nothing.
 *   <li><b>Items never exceed demand.</b> {@link #onNext(Object)} says whether it used up the unit of demand that it
 *       was given, so that a filter needs no {@code request(1)} round trip.
 * </ul>
 *
 * <p>Calls nest: {@code request} and {@code cancel} may be called from within {@code onSubscribe} and {@code onNext}. A
 * source that is already emitting then only takes note and goes on in its own loop; it never emits recursively.
 *
 * <p>No method throws because of what a user's function did: a stage turns such a failure into {@code cancel} upstream
 * and {@code onError} downstream.
 *
 * @param <T> what is received
 */
public abstract class StrandSubscriber<T> {

    private final int depth;

    /** A subscriber that passes signals on to another. */
    protected StrandSubscriber(StrandSubscriber<?> downstream) {
        this.depth = downstream.depth + 1;
    }

    /** A subscriber where signals come to rest. */
    protected StrandSubscriber() {
        this.depth = 0;
    }

    /**
     * Through how many subscribers a signal given to this one goes on, calls nested in calls, before it comes to rest.
     * The engine breaks a chain that gets too long for a stack.
     */
    public final int depth() {
        return depth;
    }

    /** Called once, before any other signal. Demand may be made from within. */
    public abstract void onSubscribe(StrandSubscription subscription);

    /**
     * Takes one item.
     *
     * @return {@code true} if the item used up one unit of demand; {@code false} if it was dropped and the unit stands,
     *     so that the source may emit another in its place
     */
    public abstract boolean onNext(T item);

    /** The stream has failed. */
    public abstract void onError(Throwable failure);

    /** The stream has ended. */
    public abstract void onComplete();

    /**
     * Whether no signal may come any more: this has cancelled, or a subscriber behind it has. A source asks before it
     * sends a failure of a user's function, since that function may have cancelled from within. By default the answer
     * is no; a subscriber that passes signals on asks the next one.
     */
    public boolean isDone() {
        return false;
    }
}
