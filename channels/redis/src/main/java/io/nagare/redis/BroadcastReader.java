package io.nagare.redis;

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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One subscription to a broadcast, on its strand. What comes from other threads waits in {@link #events}.
 *
 * <p>Always holds: the position is the number of the last value that was emitted, left out or told as missed, and it
 * only grows. So what is read twice is emitted once, and what was not read in time is counted, whatever happens to
 * connections. No more values are here than were requested, and the prefetch.
 */
final class BroadcastReader<T> extends Leaf implements StrandSubscription, ChannelReader, Ranging.User {

    /** How much of the demand is read at once. As much is read ahead while that is emitted. */
    private static final int MOST_READ = 512;

    /** What a reader is made of, beside its strand. */
    record Reading<T>(
            ChannelHandle handle,
            BroadcastSettings settings,
            ValueCodec<T> codec,
            Undecodable<T> undecodable,
            Start start,
            Lag lag) {}

    private final Reading<T> reading;
    private final ChannelHandle handle;
    private final StrandSubscriber<? super Indexed<T>> subscriber;
    private final Ranging ranging;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Deque<Entry> arrived = new ArrayDeque<>();

    /** Written once by another thread, when this is located, and then by the strand alone. */
    private volatile long position = -1;

    private volatile boolean located;

    /** Whether a notice lets this go on. Set before the last look at what was heard of, so that no notice is lost. */
    private volatile boolean waiting;

    private long end = -1;

    /** No value up to this number is kept, behind those that are here. */
    private long empty;

    private long demand;
    private boolean demanded;
    private boolean emitting;
    private boolean done;

    BroadcastReader(Reading<T> reading, StrandSubscriber<? super Indexed<T>> subscriber, Strand strand) {
        super(strand);
        this.reading = reading;
        this.handle = reading.handle();
        this.subscriber = subscriber;
        this.ranging = new Ranging(handle, this);
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
        if (!located) {
            position = reading.start().before(extent);
            located = true;
            wake();
        }
    }

    @Override
    public void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now) {
        event(() -> ranging.up(now));
    }

    @Override
    public void down() {
        event(ranging::down);
    }

    @Override
    public void noticed() {
        if (waiting) {
            waiting = false;
            wake();
        }
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
        boolean goesOn = takeEvents();
        if (goesOn && !arrived.isEmpty()) {
            // The next values come while these are emitted.
            read();
        }
        boolean budgetLeft = goesOn && emit();
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
        Entry next;
        while (!done && demand > 0 && (next = arrived.peek()) != null) {
            long number = next.number();
            if (number > position + 1) {
                miss(number - 1 - position);
                continue;
            }
            arrived.remove();
            if (number <= position) {
                continue;
            }
            position = number;
            deliver(next);
            if (!done && !strand().spend(1)) {
                wake();
                return false;
            }
        }
        if (!done && demand > 0 && located && empty > position) {
            miss(empty - position);
        }
        return !done;
    }

    private void deliver(Entry entry) {
        T value;
        try {
            value = reading.undecodable()
                    .decode(
                            reading.codec(),
                            Bytes.wrap(entry.body()),
                            () -> "\"" + handle.keys().name() + "\", number " + entry.number());
        } catch (Throwable failure) {
            failOfUser(failure);
            return;
        }
        if (value != null && !done && subscriber.onNext(new Indexed<>(entry.number(), value))) {
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
        } else {
            read();
        }
    }

    /** Reads what is wanted and not here, unless that is too little to ask for. */
    private void read() {
        int ahead = demanded ? reading.settings().prefetch() : 0;
        int here = arrived.size();
        int wanted = Math.min((int) Math.min(demand, 2 * MOST_READ) + ahead - here, MOST_READ + ahead);
        boolean few = wanted * 2 < ahead || (wanted < here && wanted < MOST_READ);
        if (few || !located) {
            return;
        }
        waiting = true;
        if (!ranging.want(wanted, lastHere())) {
            waiting = false;
        }
    }

    /** The number of the last value that is here, or was. */
    private long lastHere() {
        Entry newest = arrived.peekLast();
        return Math.max(empty, newest == null ? position : Math.max(position, newest.number()));
    }

    @Override
    public void arrived(List<Entry> entries) {
        arrived.addAll(entries);
    }

    @Override
    public void emptyUpTo(long number) {
        empty = number;
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
        handle.leave(this);
        arrived.clear();
        events.clear();
    }
}
