package io.nagare.nats;

import io.nagare.channels.Delivery;
import io.nagare.channels.base.Question;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.failure.StreamSettingsException;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a queue, on its strand. All subscriptions of all programs share one consumer of the server.
 *
 * <p>Always holds: what has arrived is emitted, or goes back to the queue.
 */
final class QueueReader<T> extends Reader<Delivery<T>> {

    /** What a reader is made of, beside its strand. */
    record Working<T>(StreamHandle handle, ValueCodec<T> codec, Undecodable<T> undecodable, QueueSettings settings) {

        Workers workers() {
            return new Workers(handle, settings);
        }
    }

    private final Working<T> working;
    private final Deque<Message> arrived = new ArrayDeque<>();
    private boolean ended;

    QueueReader(Working<T> working, StrandSubscriber<? super Delivery<T>> subscriber, Strand strand) {
        super(working.handle(), subscriber, strand);
        this.working = working;
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
        if (isDone()) {
            return;
        }
        handle.questions().ask(new Question<>() {
            @Override
            public void on(Link link) {
                handle.look(link, (now, extent) -> {
                    if (handle.questions().withdraw(this)) {
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
        working.workers().look(on).whenComplete((answer, failure) -> {
            if (answer != null && Replies.isDone(answer)) {
                event(this::complete);
            } else {
                handle.linking().after(StreamApi.PAUSE, () -> event(this::look));
            }
        });
    }

    @Override
    boolean emit() {
        Message next;
        while (!isDone() && demand() > 0 && (next = arrived.poll()) != null) {
            emit(next);
            if (!mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    private void emit(Message message) {
        T value = decode(message, working.codec(), working.undecodable());
        if (isDone()) {
            giveBack(message);
        } else if (value == null) {
            // It was told, and no receiver can work on it.
            handle.tell(String.valueOf(message.getReplyTo()), "+TERM");
        } else {
            deliver(new NatsDelivery<>(handle, message, value));
        }
    }

    @Override
    int mostPulled() {
        // What is here, no other receiver can work on.
        return 256;
    }

    @Override
    void settle() {
        pull(0, arrived.size());
    }

    private void giveBack(Message message) {
        handle.tell(String.valueOf(message.getReplyTo()), "-NAK");
    }

    @Override
    public String consumerName() {
        return Workers.NAME;
    }

    @Override
    public boolean ownsConsumer() {
        return false;
    }

    @Override
    public ConsumerConfiguration consumer(String name) {
        return working.workers().configuration();
    }

    @Override
    public void make(Link on, String name, Consumer<@Nullable Message> made) {
        working.workers().make(on).whenComplete((answer, failure) -> event(() -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof StreamSettingsException) {
                fail(cause);
            } else {
                made.accept(answer);
            }
        }));
    }

    @Override
    public void begins(long behind) {
        // The server knows which values are left.
    }

    @Override
    public void arrived(Message message) {
        arrived.add(message);
    }

    @Override
    void released() {
        arrived.forEach(this::giveBack);
        arrived.clear();
    }
}
