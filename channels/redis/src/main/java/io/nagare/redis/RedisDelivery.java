package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.channels.Delivery;
import io.nagare.redis.failure.ChannelGoneException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A value that a receiver has taken, and its answers, which are scripts. Any thread may call. */
final class RedisDelivery<T> implements Delivery<T> {

    private final ChannelHandle handle;
    private final Taken taken;
    private final T value;
    private final AtomicBoolean answered = new AtomicBoolean();

    RedisDelivery(ChannelHandle handle, Taken taken, T value) {
        this.handle = handle;
        this.taken = taken;
        this.value = value;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public long number() {
        return taken.entry().number();
    }

    @Override
    public long attempt() {
        return taken.attempt();
    }

    @Override
    public One<Void> acknowledge() {
        return answer(Script.DONE);
    }

    @Override
    public One<Void> reject() {
        return answer(Script.DONE);
    }

    @Override
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
            return ChannelQuestions.<Void>answer(
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

    @Override
    public void close() {
        if (answered.compareAndSet(false, true)) {
            taken.giveBack(handle);
        }
    }

    @Override
    public String toString() {
        return "Delivery[" + number() + ", attempt " + attempt() + ", " + value + "]";
    }
}
