package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nats.client.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A value that a receiver has got in a message, which it answers. Any thread may call. */
final class NatsDelivery<T> implements Delivery<T> {

    private final StreamHandle handle;
    private final Message message;
    private final T value;
    private final AtomicBoolean answered = new AtomicBoolean();

    NatsDelivery(StreamHandle handle, Message message, T value) {
        this.handle = handle;
        this.message = message;
        this.value = value;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public long number() {
        return Place.of(message).number();
    }

    @Override
    public long attempt() {
        return Place.of(message).attempt();
    }

    @Override
    public One<Void> acknowledge() {
        return answer("+ACK");
    }

    @Override
    public One<Void> reject() {
        return answer("+TERM");
    }

    @Override
    public One<Void> delay(Duration pause) {
        if (requireNonNull(pause, "pause").isNegative() || pause.compareTo(StreamSettings.LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException(
                    "a pause must be 0 to " + StreamSettings.LONGEST_SPAN + " (292 years), but was " + pause);
        }
        return answer("-NAK {\"delay\": " + pause.toNanos() + "}");
    }

    private One<Void> answer(String text) {
        return One.defer(() -> {
            answered.set(true);
            return StreamQuestions.confirmed(handle, requireNonNull(message.getReplyTo()), text);
        });
    }

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
