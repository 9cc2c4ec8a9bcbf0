package io.nagare.nats;

import io.nagare.Indexed;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.failure.LaggedException;
import io.nagare.policy.Lag;
import io.nagare.value.Undecodable;
import io.nagare.value.ValueCodec;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a broadcast, on its strand.
 *
 * <p>Always holds: the position is the number of the last value that was emitted, left out or told as missed, and it
 * only grows. So what is pulled twice is emitted once, and what was not pulled in time is counted, whatever happens to
 * consumers and connections. No more values are here than were requested, and the prefetch.
 */
final class BroadcastReader<T> extends Reader<Indexed<T>> {

    /** How long the server keeps a consumer that pulls nothing. */
    private static final Duration INACTIVE = Duration.ofSeconds(30);

    /** What a reader is made of, beside its strand. */
    record Reading<T>(
            StreamHandle handle,
            BroadcastSettings settings,
            ValueCodec<T> codec,
            Undecodable<T> undecodable,
            Start start,
            Lag lag) {}

    /** A message that is here, and its number. */
    private record Arrived(long number, Message message) {}

    private final Reading<T> reading;
    private final Deque<Arrived> arrived = new ArrayDeque<>();

    /** Written once by another thread, when this is located, and then by the strand alone. */
    private volatile long position = -1;

    private volatile boolean located;
    private long end = -1;
    private boolean demanded;

    BroadcastReader(Reading<T> reading, StrandSubscriber<? super Indexed<T>> subscriber, Strand strand) {
        super(reading.handle(), subscriber, strand);
        this.reading = reading;
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
        if (located) {
            return;
        }
        Start start = reading.start();
        if (start.time == null) {
            position = start.before(extent);
        }
        located = true;
        wake();
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        // A reader that is told its place only now has it from a later look at the stream.
        boolean compares = located && extent != null;
        long last = extent == null ? 0 : extent.last();
        event(() -> {
            if (upAgain(now) && compares) {
                forgetWhatWasLost(last);
            }
        });
    }

    /** A server that was killed may have lost its last values, and gives their numbers again. */
    private void forgetWhatWasLost(long last) {
        if (reading.start().sequence == 0 && lastHere() > last) {
            arrived.clear();
            position = Math.min(position, last);
        }
    }

    /** The number of the last message that is here, or was. */
    private long lastHere() {
        Arrived newest = arrived.peekLast();
        return newest == null ? position : Math.max(position, newest.number());
    }

    @Override
    public void ended(long last) {
        event(() -> end = last);
    }

    @Override
    public long position() {
        return position;
    }

    // On the strand.

    @Override
    boolean emit() {
        Arrived next;
        while (!isDone() && (next = arrived.peek()) != null) {
            long number = next.number();
            if (number <= position) {
                arrived.remove();
                continue;
            }
            boolean last = next.message().getSubject().equals(handle.settings().end());
            if (demand() == 0 && !last) {
                break;
            }
            if (position >= 0 && number > position + 1) {
                miss(number - 1 - position);
                continue;
            }
            arrived.remove();
            if (last) {
                complete();
                break;
            }
            position = number;
            T value = decode(next.message(), reading.codec(), reading.undecodable());
            if (value != null && !isDone()) {
                deliver(new Indexed<>(number, value));
            }
            if (!mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    private void miss(long missed) {
        long before = position;
        position = before + missed;
        try {
            reading.lag().onMissed().accept(missed);
        } catch (Throwable failure) {
            failOfUser(failure);
            return;
        }
        if (reading.lag().fails() && !isDone()) {
            fail(new LaggedException(missed, reading.settings().capacity()));
        }
    }

    @Override
    void settle() {
        if (!located) {
            return;
        }
        if (end >= 0 && position >= end) {
            complete();
            return;
        }
        int ahead = demanded ? reading.settings().prefetch() : 0;
        pull(ahead, arrived.size());
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
        ConsumerConfiguration.Builder builder = ConsumerConfiguration.builder()
                .name(name)
                .ackPolicy(AckPolicy.None)
                .memStorage(true)
                .numReplicas(1)
                .inactiveThreshold(INACTIVE);
        Instant from = reading.start().time;
        if (position < 0 && from != null) {
            builder.deliverPolicy(DeliverPolicy.ByStartTime).startTime(from.atZone(ZoneOffset.UTC));
        } else {
            builder.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(lastHere() + 1);
        }
        return builder.build();
    }

    @Override
    public void begins(long behind) {
        if (position < 0) {
            position = behind;
        }
    }

    @Override
    public void arrived(Message message) {
        Place place = Place.of(message);
        arrived.add(new Arrived(place.number(), message));
        handle.heardOf(message, place);
    }

    @Override
    void released() {
        arrived.clear();
    }
}
