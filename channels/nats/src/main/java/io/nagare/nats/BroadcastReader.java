package io.nagare.nats;

import io.nagare.Bytes;
import io.nagare.Indexed;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
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
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a broadcast, on its strand. What comes from other threads waits in {@link #events}.
 *
 * <p>Always holds: the position is the number of the last value that was emitted, left out or told as missed, and it
 * only grows. So what is pulled twice is emitted once, and what was not pulled in time is counted, whatever happens to
 * consumers and connections. No more values are here than were requested, and the prefetch.
 */
final class BroadcastReader<T> extends Leaf implements StrandSubscription, StreamReader, Pulling.User {

    /** How much of the demand is pulled at once. */
    private static final int MOST_PULLED = 1024;

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

    private final Reading<T> reading;
    private final StreamHandle handle;
    private final StrandSubscriber<? super Indexed<T>> subscriber;
    private final Pulling pulling;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Message> arrived = new ArrayDeque<>();

    /** Written once by another thread, when this is located, and then by the strand alone. */
    private volatile long position = -1;

    private volatile boolean located;
    private long end = -1;
    private long demand;
    private boolean demanded;

    private boolean emitting;
    private boolean done;

    BroadcastReader(Reading<T> reading, StrandSubscriber<? super Indexed<T>> subscriber, Strand strand) {
        super(strand);
        this.reading = reading;
        this.handle = reading.handle();
        this.subscriber = subscriber;
        this.pulling = new Pulling(handle, this, this);
    }

    void start() {
        // First, because the subscriber may send within its onSubscribe, and then sees what it sent.
        handle.enter(this);
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        demanded = true;
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            release();
        }
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
    public void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now, @Nullable Extent extent) {
        // A reader that is told its place only now has it from a later look at the stream.
        boolean compares = located && extent != null;
        long last = extent == null ? 0 : extent.last();
        event(() -> {
            if (pulling.up(now) && compares) {
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
        Message newest = arrived.peekLast();
        return newest == null ? position : Math.max(position, newest.metaData().streamSequence());
    }

    @Override
    public void down() {
        event(pulling::down);
    }

    @Override
    public void ended(long last) {
        event(() -> end = last);
    }

    @Override
    public void failed(Throwable failure) {
        event(() -> fail(failure));
    }

    @Override
    public long position() {
        return position;
    }

    // On the strand.

    @Override
    protected void run() {
        if (done || emitting) {
            return;
        }
        emitting = true;
        boolean budgetLeft = takeEvents() && emit();
        emitting = false;
        if (!done && budgetLeft) {
            settle();
        }
    }

    private boolean takeEvents() {
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        return !done;
    }

    /** Emits what is there and wanted. Returns false if the turn is over; then this is ready again. */
    private boolean emit() {
        Message next;
        while (!done && (next = arrived.peek()) != null) {
            long number = next.metaData().streamSequence();
            if (number <= position) {
                arrived.remove();
                continue;
            }
            boolean last = next.getSubject().equals(handle.settings().end());
            if (demand == 0 && !last) {
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
            deliver(next, number);
            if (!done && !strand().spend(1)) {
                wake();
                return false;
            }
        }
        return !done;
    }

    private void deliver(Message message, long number) {
        T value;
        try {
            value = reading.undecodable()
                    .decode(
                            reading.codec(),
                            Bytes.wrap(message.getData()),
                            "\"" + handle.settings().name() + "\", number " + number);
        } catch (Throwable failure) {
            failOfUser(failure);
            return;
        }
        if (value != null && !done && subscriber.onNext(new Indexed<>(number, value))) {
            demand = Demand.subtract(demand, 1);
        }
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
        if (reading.lag().fails() && !done) {
            fail(new LaggedException(missed, reading.settings().capacity()));
        }
    }

    /** Decides what comes next: the end, or what to ask for. */
    private void settle() {
        if (!located) {
            return;
        }
        if (end >= 0 && position >= end) {
            complete();
            return;
        }
        int ahead = demanded ? reading.settings().prefetch() : 0;
        pulling.want((int) Math.min(demand, MOST_PULLED) + ahead, arrived.size());
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
        arrived.add(message);
        handle.heardOf(message);
    }

    private void complete() {
        done = true;
        release();
        subscriber.onComplete();
    }

    private void failOfUser(Throwable failure) {
        if (done || subscriber.isDone()) {
            strand().driver().unseen(failure, "a function of a stream that was cancelled");
        } else {
            fail(failure);
        }
    }

    @Override
    public void fail(Throwable failure) {
        if (!done) {
            done = true;
            release();
            subscriber.onError(failure);
        }
    }

    private void release() {
        pulling.close();
        handle.leave(this);
        arrived.clear();
        events.clear();
    }
}
