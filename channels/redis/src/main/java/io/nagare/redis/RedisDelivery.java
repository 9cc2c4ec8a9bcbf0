package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.redis.failure.ChannelGoneException;
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
public final class RedisDelivery<T> implements AutoCloseable {

    private final ChannelHandle handle;
    private final Taken taken;
    private final T value;
    private final AtomicBoolean answered = new AtomicBoolean();

    RedisDelivery(ChannelHandle handle, Taken taken, T value) {
        this.handle = handle;
        this.taken = taken;
        this.value = value;
    }

    /** The value. */
    public T value() {
        return value;
    }

    /** The number of the value in the queue, from 1 on; the same each time it is delivered. */
    public long number() {
        return taken.entry().number();
    }

    /** How often the value was delivered, this time included. */
    public long attempt() {
        return taken.attempt();
    }

    /**
     * Takes the value out of the queue: the work is done. Completes when the server has confirmed it, and waits while
     * the connection is lost. Demand: none is needed. Errors: {@link io.nagare.redis.failure.RedisClosedException},
     * {@link io.nagare.redis.failure.RedisRefusedException} and {@link io.nagare.redis.failure.ChannelGoneException};
     * the value may come again then.
     */
    public One<Void> acknowledge() {
        return answer(Script.DONE);
    }

    /** Takes the value out of the queue: nobody can work on it. As {@link #acknowledge()}. */
    public One<Void> reject() {
        return answer(Script.DONE);
    }

    /**
     * Gives the value back, to be delivered again after a while. As {@link #acknowledge()}, but does nothing if the
     * value has gone to another receiver meanwhile.
     *
     * @param pause how long, 0 to 36,500 days, in whole milliseconds
     * @throws IllegalArgumentException if it is out of range
     */
    public One<Void> delay(Duration pause) {
        if (requireNonNull(pause, "pause").isNegative()) {
            throw new IllegalArgumentException("a value cannot be delivered before now, but the pause was " + pause);
        }
        if (pause.compareTo(QueueSettings.LONGEST) > 0) {
            throw new IllegalArgumentException("a value can be delivered " + QueueSettings.LONGEST.toDays()
                    + " days later at most, but the pause was " + pause);
        }
        return answer(Script.BACK, attempt(), pause.toMillis());
    }

    private One<Void> answer(Script script, Object... more) {
        return One.defer(() -> {
            answered.set(true);
            Object[] arguments = new Object[more.length + 2];
            arguments[0] = taken.made();
            arguments[1] = number();
            System.arraycopy(more, 0, arguments, 2, more.length);
            return AskSource.<Void>answer(
                    handle,
                    script,
                    answer -> {
                        if (Replies.text(answer, 0).equals("gone")) {
                            throw new ChannelGoneException(
                                    handle.keys().name(), "the server has none of this name, or another one");
                        }
                        return null;
                    },
                    arguments);
        });
    }

    /** Gives the value back at once, if it has no answer. Returns at once. */
    @Override
    public void close() {
        if (answered.compareAndSet(false, true)) {
            taken.giveBack(handle);
        }
    }

    @Override
    public String toString() {
        return "RedisDelivery[" + number() + ", attempt " + attempt() + ", " + value + "]";
    }
}
