package io.nagare.nats;

import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.Seat.GivenUp;
import io.nagare.nats.failure.SubscriberGivenUpException;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a paced broadcast, on its strand.
 *
 * <p>Always holds: the position is the number of the last value that was emitted or left out. What is behind it is held
 * for this at the server, by its {@link Seat}; if that is no more so, this fails. Each value is emitted once, in order.
 */
final class PacedReader<T> extends Reader<T> {

    /** Behind this time the server sends a value again that it has heard nothing of, in case its answer was lost. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What a reader is made of, beside its strand. */
    record Pacing<T>(StreamHandle handle, ValueCodec<T> codec, Undecodable<T> undecodable, PacedSettings settings) {}

    private final Pacing<T> pacing;
    private final Seat seat;
    private final Deadline known;
    private final Deque<Message> arrived = new ArrayDeque<>();
    private volatile long position = -1;
    private volatile boolean located;

    /** The number of the last value that the stream had when it was looked at; -1 if it was not. */
    private long last = -1;

    private long end = -1;
    private boolean demanded;
    private boolean knownArmed;

    /** Counts the consumers that were begun, so that the end of an old attempt can be told. */
    private int attempts;

    PacedReader(Pacing<T> pacing, Seat seat, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(pacing.handle(), subscriber, strand);
        this.pacing = pacing;
        this.seat = seat;
        this.known = strand.driver().deadline(this);
    }

    @Override
    public void request(long n) {
        demanded = true;
        super.request(n);
    }

    // From any thread.

    @Override
    public boolean isUnlocated() {
        return !located;
    }

    @Override
    public void located(Extent extent) {
        // The server's consumer has a place, when it is made.
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        event(() -> {
            if (upAgain(now) && extent != null) {
                // A server that was killed may have lost its last values, and gives their numbers again.
                last = extent.last();
                position = Math.min(position, last);
            }
        });
    }

    @Override
    public void ended(long number) {
        event(() -> end = number);
    }

    @Override
    public long position() {
        return position;
    }

    // On the strand.

    @Override
    boolean emit() {
        Message next;
        while (!isDone() && (next = arrived.peek()) != null) {
            long number = next.metaData().streamSequence();
            if (number > position && demand() == 0) {
                break;
            }
            arrived.remove();
            if (number <= position) {
                acknowledge(next);
            } else if (number == position + 1) {
                position = number;
                emit(next);
            } else {
                giveUp("the values up to " + (number - 1) + " were deleted from the stream");
            }
            if (!mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    private void emit(Message message) {
        T value = decode(message, pacing.codec(), pacing.undecodable());
        if (isDone()) {
            return;
        }
        if (value != null) {
            deliver(value);
        }
        acknowledge(message);
    }

    private void acknowledge(Message message) {
        handle.tell(String.valueOf(message.getReplyTo()), "+ACK");
    }

    @Override
    void settle() {
        if (located && end >= 0 && position >= end) {
            complete();
        } else {
            pull(demanded ? pacing.settings().prefetch() : 0, arrived.size());
            stayKnown();
        }
    }

    /** The server gives up a consumer of which it hears nothing. */
    private void stayKnown() {
        boolean idle = isQuiet();
        if (knownArmed && known.reached()) {
            knownArmed = false;
            known.disarm();
            if (idle) {
                show();
            }
        }
        if (idle && !knownArmed) {
            knownArmed = true;
            known.arm(strand().driver().time().nanoTime() + third().toNanos());
        } else if (!idle && knownArmed) {
            knownArmed = false;
            known.disarm();
        }
    }

    private Duration third() {
        return pacing.settings().inactive().dividedBy(3);
    }

    @Override
    public boolean consumesAlways() {
        return true;
    }

    @Override
    public Duration expiry() {
        boolean longest = third().compareTo(Puller.EXPIRY) > 0;
        return longest ? Puller.EXPIRY : third();
    }

    @Override
    public String consumerName() {
        return seat.next();
    }

    @Override
    public boolean ownsConsumer() {
        // The seat knows when one may go.
        return false;
    }

    @Override
    public ConsumerConfiguration consumer(String name) {
        ConsumerConfiguration.Builder builder = ConsumerConfiguration.builder()
                .durable(name)
                .name(name)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ANSWER)
                .maxAckPending(pacing.settings().capacity())
                .inactiveThreshold(pacing.settings().inactive());
        return position < 0
                ? builder.deliverPolicy(DeliverPolicy.New).build()
                : builder.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(position + 1).build();
    }

    @Override
    public void make(Link on, String name, Consumer<@Nullable Message> made) {
        // They come again, with answers that the new consumer understands.
        arrived.clear();
        int attempt = ++attempts;
        seat.make(on, name, consumer(name)).whenComplete((answer, failure) -> event(() -> {
            if (attempt != attempts) {
                return;
            }
            boolean gone = failure != null && (failure instanceof GivenUp || failure.getCause() instanceof GivenUp);
            if (gone && located) {
                giveUp("the server has heard nothing of it for " + pacing.settings().inactive());
                return;
            }
            if (gone) {
                position = -1;
                seat.forgotten();
            } else if (answer != null && Replies.error(answer) == null) {
                seat.made(on, name);
            }
            made.accept(answer);
        }));
    }

    private void giveUp(String why) {
        fail(new SubscriberGivenUpException(handle.settings().name(), why, Math.max(0, position)));
    }

    @Override
    public void begins(long behind) {
        if (position < 0) {
            position = behind;
        }
        if (!located) {
            located = true;
            handle.release(this);
        }
    }

    @Override
    public void arrived(Message message) {
        Message newest = arrived.peekLast();
        long number = message.metaData().streamSequence();
        // What was sent again while it waits here has its answer later.
        if (newest == null || number > newest.metaData().streamSequence()) {
            arrived.add(message);
        }
        handle.heardOf(message);
    }

    @Override
    void released() {
        arrived.clear();
        known.disarm();
        seat.leave();
    }
}
