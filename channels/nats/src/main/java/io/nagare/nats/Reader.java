package io.nagare.nats;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a stream, on its strand. What comes from other threads waits among the events. A kind of channel
 * says what its consumers are like and what becomes of messages.
 *
 * <p>Always holds: the handle knows this from {@link #start} until the end, and what the server sends after the end
 * reaches nobody. Nothing that the handle or {@link Pulling} calls runs a part of this at once, so a subscription
 * cannot end within {@link StreamHandle#enter}.
 */
abstract class Reader<T> extends Leaf implements StrandSubscription, StreamReader, Pulling.User {

    final StreamHandle handle;
    private final StrandSubscriber<? super T> subscriber;
    private final Pulling pulling;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private long demand;
    private boolean running;
    private boolean done;

    Reader(StreamHandle handle, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.handle = handle;
        this.subscriber = subscriber;
        this.pulling = new Pulling(handle, this, this);
    }

    final void start() {
        // First, because the subscriber may send within its onSubscribe, and then sees what it sent.
        handle.enter(this);
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public final void cancel() {
        if (!done) {
            end();
        }
    }

    // From any thread.

    @Override
    public final void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public boolean isUnlocated() {
        return false;
    }

    @Override
    public void located(Extent extent) {
        throw new IllegalStateException("this has no place to be told");
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        event(() -> upAgain(now));
    }

    @Override
    public final void down() {
        event(pulling::down);
    }

    @Override
    public void failed(Throwable failure) {
        event(() -> fail(failure));
    }

    @Override
    public long position() {
        return -1;
    }

    // On the strand.

    /** Begins anew if this is another link. Returns whether it is. */
    final boolean upAgain(Link now) {
        return !done && pulling.up(now);
    }

    @Override
    protected final void run() {
        if (done || running) {
            return;
        }
        running = true;
        takeEvents();
        boolean budgetLeft = !done && emit();
        running = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    private void takeEvents() {
        Runnable event;
        while ((event = events.poll()) != null) {
            event.run();
        }
    }

    /** Emits what is here and wanted, or ends this. Returns false if the turn is over; then this is ready again. */
    abstract boolean emit();

    /** Decides what comes next, when nothing is left that could be emitted: the end, or what to {@link #pull}. */
    abstract void settle();

    /** Pulls what the subscriber has requested, or the next part of it, and is not here. */
    final void pull(int ahead, int here) {
        want((int) Math.min(demand, mostPulled()) + ahead, here);
    }

    /** How much of the demand is pulled at once. */
    int mostPulled() {
        return 1024;
    }

    final void want(int wanted, int here) {
        pulling.want(wanted, here);
    }

    /** Whether no request waits at the server. */
    final boolean isQuiet() {
        return pulling.isQuiet();
    }

    /** Shows the server that this is there. */
    final void show() {
        pulling.show();
    }

    @Override
    public boolean consumesAlways() {
        return false;
    }

    @Override
    public Duration expiry() {
        return Puller.EXPIRY;
    }

    @Override
    public void make(Link on, String name, Consumer<@Nullable Message> made) {
        String stream = handle.settings().stream();
        String body = "{\"stream_name\":\"" + stream + "\",\"config\":" + consumer(name).toJson() + "}";
        handle.linking()
                .call(on, "$JS.API.CONSUMER.CREATE." + stream + "." + name, null, body)
                .whenComplete((answer, failure) -> event(() -> made.accept(answer)));
    }

    final long demand() {
        return demand;
    }

    final boolean isDone() {
        return done;
    }

    /** Uses a part of the turn. Returns false if it is over, and makes this ready again. */
    final boolean mayGoOn() {
        if (!done && !strand().spend(1)) {
            wake();
            return false;
        }
        return true;
    }

    /** Decodes a message. Returns null if it is left out, and if this has ended with that. */
    final <V> @Nullable V decode(Message message, ValueCodec<V> codec, Undecodable<V> undecodable) {
        try {
            return undecodable.decode(
                    codec,
                    Bytes.wrap(message.getData()),
                    () -> "\"" + handle.settings().name() + "\", number "
                            + Place.of(message).number());
        } catch (Throwable failure) {
            failOfUser(failure);
            return null;
        }
    }

    final void deliver(T item) {
        if (subscriber.onNext(item)) {
            demand = Demand.subtract(demand, 1);
        }
    }

    final void complete() {
        if (!done) {
            end();
            subscriber.onComplete();
        }
    }

    @Override
    public final void fail(Throwable failure) {
        if (!done) {
            failing(failure);
            end();
            subscriber.onError(failure);
        }
    }

    /** Called before this ends with a failure. */
    void failing(Throwable failure) {}

    /** Fails with what a user's function has thrown, which may have cancelled this before. */
    final void failOfUser(Throwable failure) {
        if (done || subscriber.isDone()) {
            strand().driver().unseen(failure, "a function of a stream that was cancelled");
            cancel();
        } else {
            fail(failure);
        }
    }

    private void end() {
        done = true;
        // What has arrived and waits among the events may have to be given back. The other events find that it is over.
        takeEvents();
        pulling.close();
        handle.leave(this);
        released();
    }

    /** Gives back what has arrived and was not emitted. */
    abstract void released();
}
