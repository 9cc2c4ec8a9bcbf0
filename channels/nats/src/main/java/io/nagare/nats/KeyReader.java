package io.nagare.nats;

import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells a watch what the server stores under its key, on a strand, until the watch is closed. It emits nothing.
 *
 * <p>Always holds: one message at most is asked for. Meanwhile the server replaces older values by newer ones.
 */
final class KeyReader extends Leaf implements StrandSubscription, StreamReader, Pulling.User {

    /** How long the server keeps a consumer that pulls nothing. */
    private static final Duration INACTIVE = Duration.ofSeconds(30);

    private final StreamWatch<?> watch;
    private final StreamHandle handle;
    private final StrandSubscriber<? super Void> subscriber;
    private final Pulling pulling;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private boolean done;

    KeyReader(StreamWatch<?> watch, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(strand);
        this.watch = watch;
        this.handle = watch.handle();
        this.subscriber = subscriber;
        this.pulling = new Pulling(handle, this, this);
    }

    void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            handle.enter(this);
        }
    }

    @Override
    public void request(long n) {
        // There are no items.
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
        }
    }

    // From any thread.

    @Override
    public boolean isUnlocated() {
        return false;
    }

    @Override
    public void located(Extent extent) {
        // The server begins with the last value of the key.
    }

    @Override
    public void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        // A server that was killed may have lost its last values, and gives their numbers again.
        boolean lost = extent != null && watch.revision() > extent.last();
        event(() -> {
            if (pulling.up(now) && lost) {
                watch.forget();
            }
        });
    }

    @Override
    public void down() {
        event(pulling::down);
    }

    @Override
    public void ended(long last) {
        // A bucket has no end.
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

    @Override
    protected void run() {
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        if (!done && watch.known().closed()) {
            done = true;
            release();
            subscriber.onComplete();
        }
        if (!done) {
            pulling.want(1, 0);
        }
    }

    @Override
    public String consumerName() {
        return "nagare-" + UUID.randomUUID();
    }

    @Override
    public boolean ownsConsumer() {
        return true;
    }

    @Override
    public ConsumerConfiguration consumer(String name) {
        return ConsumerConfiguration.builder()
                .name(name)
                .filterSubject(watch.subject())
                .deliverPolicy(DeliverPolicy.LastPerSubject)
                .ackPolicy(AckPolicy.None)
                .memStorage(true)
                .numReplicas(1)
                .inactiveThreshold(INACTIVE)
                .build();
    }

    @Override
    public void begins(long behind) {
        // Each message has its number.
    }

    @Override
    public void arrived(Message message) {
        watch.take(message);
    }

    @Override
    public void fail(Throwable failure) {
        if (!done) {
            done = true;
            release();
            watch.broken(failure);
            subscriber.onError(failure);
        }
    }

    private void release() {
        pulling.close();
        handle.leave(this);
        events.clear();
    }
}
