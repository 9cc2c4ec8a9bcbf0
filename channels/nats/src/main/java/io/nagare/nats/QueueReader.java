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
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a queue, on its strand. All subscriptions of all programs share one consumer of the server.
 *
 * <p>Always holds: what has arrived is emitted, or goes back to the queue.
 */
final class QueueReader<T> extends Leaf implements StrandSubscription, StreamReader, Pulling.User {

    /** The consumer's name. */
    private static final String WORKERS = "workers";

    private static final int MOST_PULLED = 256;

    /** What a reader is made of, beside its strand. */
    record Working<T>(StreamHandle handle, ValueCodec<T> codec, Undecodable<T> undecodable, QueueSettings settings) {}

    private final Working<T> working;
    private final StreamHandle handle;
    private final StrandSubscriber<? super Delivery<T>> subscriber;
    private final Pulling pulling;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Message> arrived = new ArrayDeque<>();
    private long demand;
    private boolean emitting;
    private boolean ended;
    private boolean done;

    QueueReader(Working<T> working, StrandSubscriber<? super Delivery<T>> subscriber, Strand strand) {
        super(strand);
        this.working = working;
        this.handle = working.handle();
        this.subscriber = subscriber;
        this.pulling = new Pulling(handle, this, this);
    }

    void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            handle.enter(this);
            if (done) {
                handle.leave(this);
            }
        }
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
        }
    }

    @Override
    public boolean isUnlocated() {
        return false;
    }

    @Override
    public void located(Extent extent) {
        // Each value goes to one receiver, wherever it is.
    }

    @Override
    public void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        event(() -> pulling.up(now));
    }

    @Override
    public void down() {
        event(pulling::down);
    }

    @Override
    public void ended(long last) {
        event(() -> {
            if (!ended) {
                ended = true;
                look();
            }
        });
    }

    /** Asks whether anything is left in a queue that is closed, now and then. */
    private void look() {
        handle.ask(new StreamQuestion() {
            @Override
            public void on(Link link) {
                handle.look(link, (now, extent) -> {
                    if (handle.withdraw(this)) {
                        looked(now, extent);
                    }
                });
            }

            @Override
            public void failed(Throwable failure) {
                QueueReader.this.failed(failure);
            }
        });
    }

    private void looked(Link on, Extent extent) {
        if (extent.values() == 0) {
            event(this::complete);
            return;
        }
        // A server that was killed may keep values that were acknowledged. The consumer knows that they were.
        var consumer = handle.linking().call(on, "$JS.API.CONSUMER.INFO." + handle.settings().stream() + "." + WORKERS,
                null, "");
        consumer.whenComplete((answer, failure) -> {
            if (answer != null && Replies.isDone(answer)) {
                event(this::complete);
            } else {
                handle.linking().after(StreamApi.PAUSE, () -> event(this::look));
            }
        });
    }

    @Override
    public void failed(Throwable failure) {
        event(() -> fail(failure));
    }

    @Override
    public long position() {
        return -1;
    }

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        boolean budgetLeft = emit();
        emitting = false;
        if (!done && budgetLeft) {
            pulling.want((int) Math.min(demand, MOST_PULLED), arrived.size());
        }
    }

    private boolean emit() {
        Message next;
        while (!done && demand > 0 && (next = arrived.poll()) != null) {
            deliver(next);
            if (!done && !strand().spend(1)) {
                wake();
                return false;
            }
        }
        return true;
    }

    private void deliver(Message message) {
        T value;
        try {
            value = working.undecodable()
                    .decode(
                            working.codec(),
                            Bytes.wrap(message.getData()),
                            "\"" + handle.settings().name() + "\", number " + message.metaData().streamSequence());
        } catch (Throwable failure) {
            giveBack(message);
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a function of a stream that was cancelled");
            } else {
                fail(failure);
            }
            return;
        }
        if (value == null) {
            // It was told, and no receiver can work on it.
            handle.tell(String.valueOf(message.getReplyTo()), "+TERM");
        } else if (done) {
            giveBack(message);
        } else if (subscriber.onNext(new Delivery<>(handle, message, value))) {
            demand = Demand.subtract(demand, 1);
        }
    }

    private void giveBack(Message message) {
        handle.tell(String.valueOf(message.getReplyTo()), "-NAK");
    }

    @Override
    public String consumerName() {
        return WORKERS;
    }

    @Override
    public boolean ownsConsumer() {
        return false;
    }

    @Override
    public ConsumerConfiguration consumer(String name) {
        QueueSettings settings = working.settings();
        return ConsumerConfiguration.builder()
                .durable(name)
                .name(name)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(settings.answerWithin())
                .maxAckPending(settings.unanswered())
                .build();
    }

    @Override
    public void begins(long behind) {
        // The server knows which values are left.
    }

    @Override
    public void arrived(Message message) {
        arrived.add(message);
    }

    private void complete() {
        if (!done) {
            done = true;
            release();
            subscriber.onComplete();
        }
    }

    @Override
    public void fail(Throwable failure) {
        if (!done) {
            done = true;
            release();
            subscriber.onError(failure);
        }
    }

    private void release() {
        // What has arrived and waits among the events is given back, too. The other events find that this is done.
        Runnable event;
        while ((event = events.poll()) != null) {
            event.run();
        }
        pulling.close();
        handle.leave(this);
        arrived.forEach(this::giveBack);
        arrived.clear();
    }
}
