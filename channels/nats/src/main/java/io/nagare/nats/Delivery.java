package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A value that a receiver of a queue has got, and must answer for. Until it is acknowledged or rejected, it is in the
 * queue. A value without an answer goes to another receiver after {@link QueueSettings#answerWithin()}, so each value
 * is worked on at least once, and may be worked on again. Any thread may call.
 *
 * <p>A delivery that is discarded or closed without an answer goes back to the queue at once.
 *
 * @param <T> the type of the value
 * @since 0.1
 */
public final class Delivery<T> implements AutoCloseable {

    private final StreamHandle handle;
    private final Message message;
    private final T value;
    private final AtomicBoolean answered = new AtomicBoolean();

    Delivery(StreamHandle handle, Message message, T value) {
        this.handle = handle;
        this.message = message;
        this.value = value;
    }

    /** The value. */
    public T value() {
        return value;
    }

    /** The number of the value in the queue, from 1 on; the same each time it is delivered. */
    public long number() {
        return Place.of(message).number();
    }

    /** How often the value was delivered, this time included. */
    public long attempt() {
        return Place.of(message).attempt();
    }

    /**
     * Takes the value out of the queue: the work is done. Completes when the server has confirmed it, and waits while
     * the connection is lost. Demand: none is needed. Errors: {@link io.nagare.nats.failure.NatsClosedException}; the
     * value may come again then.
     */
    public One<Void> acknowledge() {
        return answer("+ACK");
    }

    /** Takes the value out of the queue: nobody can work on it. As {@link #acknowledge()}. */
    public One<Void> reject() {
        return answer("+TERM");
    }

    /**
     * Gives the value back, to be delivered again after a while. As {@link #acknowledge()}.
     *
     * @param pause how long, 0 to 292 years
     * @throws IllegalArgumentException if it is out of range
     */
    public One<Void> delay(Duration pause) {
        if (requireNonNull(pause, "pause").isNegative() || pause.compareTo(StreamSettings.LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException(
                    "a pause must be 0 to " + StreamSettings.LONGEST_SPAN + " (292 years), but was " + pause);
        }
        return answer("-NAK {\"delay\": " + pause.toNanos() + "}");
    }

    private One<Void> answer(String text) {
        return AskSource.confirmed(handle, requireNonNull(message.getReplyTo()), text, () -> answered.set(true));
    }

    /** Gives the value back at once, if it has no answer. Returns at once. */
    @Override
    public void close() {
        if (answered.compareAndSet(false, true)) {
            handle.tell(requireNonNull(message.getReplyTo()), "-NAK");
        }
    }

    @Override
    public String toString() {
        return "Delivery[" + number() + ", attempt " + attempt() + ", " + value + "]";
    }
}
