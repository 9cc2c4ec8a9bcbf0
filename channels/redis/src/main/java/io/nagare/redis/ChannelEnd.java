package io.nagare.redis;

import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.driver.ShortLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a channel ends on the server: when what was sent before is confirmed, the channel gets the number of its last
 * value. From then on the server refuses values. That can be done again, also by another program. Any thread may call.
 */
final class ChannelEnd {

    private final ChannelKeys keys;
    private final ChannelApi api;
    private final Outbox outbox;
    private final Supplier<@Nullable Looked> ready;
    private final Runnable look;
    private final Consumer<Throwable> failed;
    private final Watch<Boolean> over = Watch.of(false);
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private boolean closing;

    private boolean ending;

    /** The number of the last value; -1 before the channel has ended. */
    private long last = -1;

    /** A link on which the channel was looked at, and what the channel was made as. */
    record Looked(Link link, String made) {}

    /**
     * Makes the end of a channel that is open.
     *
     * @param ready returns the link on which the channel was looked at, or null
     * @param look has the channel looked at again
     */
    ChannelEnd(
            ChannelKeys keys,
            ChannelApi api,
            Outbox outbox,
            Supplier<@Nullable Looked> ready,
            Runnable look,
            Consumer<Throwable> failed) {
        this.keys = keys;
        this.api = api;
        this.outbox = outbox;
        this.ready = ready;
        this.look = look;
        this.failed = failed;
    }

    private ChannelClosedException closed() {
        return new ChannelClosedException("the channel " + keys.name() + " is closed");
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the end has begun, and nobody knows the last value. */
    boolean isUnderway() {
        return isClosing() && last() < 0;
    }

    One<Void> whenOver() {
        return over.receiver().filter(ended -> ended).next().then();
    }

    void close() {
        if (begin()) {
            outbox.refuseNew(closed());
            outbox.whenEmpty(this::goOn);
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            boolean first = !closing;
            closing = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The channel has ended behind this value. */
    void ended(long number) {
        begin();
        lock.lock();
        try {
            last = number;
        } finally {
            lock.unlock();
        }
        outbox.refuse(closed());
        if (!over.value()) {
            over.modify(before -> true);
        }
    }

    /** A step that was under way may not have been done. */
    void down() {
        lock.lock();
        try {
            ending = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the channel on the server, if that is to be done and can be done now. */
    void goOn() {
        Looked now = ready.get();
        lock.lock();
        try {
            if (!closing || ending || last >= 0 || now == null) {
                return;
            }
            ending = true;
        } finally {
            lock.unlock();
        }
        outbox.whenEmpty(
                () -> api.run(now.link(), Script.CLOSE, (on, answer) -> look.run(), failed, now.made()));
    }
}
