package io.nagare.nats;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.failure.SubscriberGivenUpException;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a paced broadcast, on its strand.
 *
 * <p>Always holds: the position is the number of the last value that was emitted or left out. What is behind it is held
 * for this at the server; if that is no more so, this fails. Each value is emitted once, in order.
 */
abstract class PacedReader<T> extends Reader<T> {

    /** What a reader is made of, beside its strand. */
    record Pacing<T>(StreamHandle handle, ValueCodec<T> codec, Undecodable<T> undecodable, PacedSettings settings) {}

    final Pacing<T> pacing;

    /** What has arrived and was not emitted, by its number. */
    final NavigableMap<Long, Message> arrived = new TreeMap<>();

    private volatile long position = -1;
    private volatile boolean located;
    private long end = -1;
    private boolean demanded;
    private boolean hasEmitted;

    /** The value that a subscriber is being given, and may give back. */
    private @Nullable Message emitting;

    PacedReader(Pacing<T> pacing, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(pacing.handle(), subscriber, strand);
        this.pacing = pacing;
    }

    @Override
    public final void request(long n) {
        demanded = true;
        super.request(n);
    }

    // From any thread.

    @Override
    public final boolean isUnlocated() {
        return !located;
    }

    @Override
    public final void located(Extent extent) {
        // The server's consumer has a place, when it is made.
    }

    @Override
    public final void up(Link now, @Nullable Extent extent) {
        event(() -> {
            if (upAgain(now) && extent != null) {
                // A server that was killed may have lost its last values, and gives their numbers again.
                position = Math.min(position, extent.last());
            }
        });
    }

    @Override
    public final void ended(long number) {
        event(() -> end = number);
    }

    @Override
    public final long position() {
        return position;
    }

    // On the strand.

    /** Sets where this stands; -1 if it is not known. */
    final void stand(long number) {
        position = number;
    }

    /** Whether the position is that of a value of this subscription. */
    final boolean hasEmitted() {
        return hasEmitted;
    }

    /** The server holds what is behind this one's position. */
    final void settled() {
        if (!located) {
            located = true;
            handle.release(this);
        }
    }

    @Override
    final boolean emit() {
        Map.Entry<Long, Message> next;
        while (!isDone() && (next = arrived.firstEntry()) != null) {
            long number = next.getKey();
            if (number > position && demand() == 0) {
                break;
            }
            if (number > position + 1) {
                missing(number);
                break;
            }
            arrived.remove(number);
            if (number <= position) {
                acknowledge(next.getValue());
            } else {
                position = number;
                hasEmitted = true;
                emit(next.getValue());
            }
            if (!mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    /** Values are missing before this one, which is the oldest here. */
    abstract void missing(long number);

    private void emit(Message message) {
        T value = decode(message, pacing.codec(), pacing.undecodable());
        if (isDone()) {
            return;
        }
        emitting = message;
        if (value != null) {
            deliver(value);
        }
        if (emitting != null) {
            emitting = null;
            acknowledge(message);
        }
    }

    /** Nobody takes the value that is being emitted. */
    @Override
    public final boolean takeBack(Object item) {
        Message message = emitting;
        if (message == null) {
            return false;
        }
        emitting = null;
        long number = position;
        arrived.put(number, message);
        position = number - 1;
        return true;
    }

    private void acknowledge(Message message) {
        handle.tell(String.valueOf(message.getReplyTo()), "+ACK");
    }

    @Override
    final void settle() {
        if (located && end >= 0 && position >= end) {
            complete();
        } else {
            pull();
        }
    }

    /** Pulls what is wanted and may come now. */
    abstract void pull();

    final void pullWanted() {
        pull(demanded ? pacing.settings().prefetch() : 0, arrived.size());
    }

    @Override
    public final boolean consumesAlways() {
        return true;
    }

    @Override
    public final boolean ownsConsumer() {
        return false;
    }

    @Override
    public final void arrived(Message message) {
        // What was sent again while it waits here has its answer later.
        Place place = Place.of(message);
        arrived.putIfAbsent(place.number(), message);
        handle.heardOf(message, place);
    }

    final void giveUp(String why) {
        fail(new SubscriberGivenUpException(handle.settings().name(), why, Math.max(0, position)));
    }
}
