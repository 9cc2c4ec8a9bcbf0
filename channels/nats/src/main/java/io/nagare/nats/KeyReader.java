package io.nagare.nats;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells a watch what the server stores under its key, on a strand, until the watch is closed. It emits nothing.
 *
 * <p>Always holds: one message at most is asked for. Meanwhile the server replaces older values by newer ones.
 */
final class KeyReader extends Reader<Void> {

    /** How long the server keeps a consumer that pulls nothing. */
    private static final Duration INACTIVE = Duration.ofSeconds(30);

    private final StreamWatch<?> watch;

    KeyReader(StreamWatch<?> watch, StrandSubscriber<? super Void> subscriber, Strand strand) {
        super(watch.handle(), subscriber, strand);
        this.watch = watch;
        watch.heardBy(this);
    }

    // From any thread.

    @Override
    public void up(Link now, @Nullable Extent extent) {
        // A server that was killed may have lost its last values, and gives their numbers again.
        boolean lost = extent != null && watch.revision() > extent.last();
        event(() -> {
            if (upAgain(now) && lost) {
                watch.forget();
            }
        });
    }

    @Override
    public void failed(Throwable failure) {
        // At once, because the strand may have ended with its runtime.
        watch.broken(failure);
        super.failed(failure);
    }

    @Override
    public void ended(long last) {
        // A bucket has no end.
    }

    // On the strand.

    @Override
    boolean emit() {
        if (watch.known().closed()) {
            complete();
        }
        return true;
    }

    @Override
    void settle() {
        want(1, 0);
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
    void failing(Throwable failure) {
        watch.broken(failure);
    }

    @Override
    void released() {
        // The watch has what has arrived. When the runtime is closed, this is cancelled.
        watch.unheard();
    }
}
