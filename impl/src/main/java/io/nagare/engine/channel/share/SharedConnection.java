package io.nagare.engine.channel.share;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.channel.ring.Ring;
import io.nagare.engine.channel.ring.RingReader;
import io.nagare.engine.strand.Discard;
import io.nagare.engine.time.Durations;
import io.nagare.policy.Lag;
import io.nagare.policy.Sharing;
import io.nagare.policy.TimeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One subscription to a shared source, and the ring that its items go into. The reader that paces the ring also paces
 * the source.
 *
 * <p>The ring's lock guards all state. Only writing an item needs no lock, because there is room for what was
 * requested. Signals come from the source's strand, the other calls from the strands of the readers. The source is
 * called and readers are woken outside the lock.
 */
final class SharedConnection<T> implements Subscriber<T>, Ring.Owner {

    private final Sharing sharing;
    private final Ring<T> ring;
    private final TimeSource time;

    /** More items are requested when there is room for this many. */
    private final int batch;

    private @Nullable Subscription upstream;

    /** Whether a thread has subscribed this to the source, or is about to. */
    private boolean connected;

    private boolean demanded;

    /** The number of items that have been requested from the source. */
    private long requested;

    /** Whether no more readers will join. */
    private boolean finished;

    /** Whether the source was cancelled, or has ended and no reader can join any more. Then the ring has ended too. */
    private boolean abandoned;

    /** The furthest position of any reader that has left. The field below is the strand of the last one to leave. */
    private long furthest;

    private @Nullable Strand last;

    /** The time of grace that runs while there are no readers. */
    private @Nullable Grace grace;

    private long endedAt;

    SharedConnection(Sharing sharing, TimeSource time) {
        this.sharing = sharing;
        this.time = time;
        int capacity = sharing.capacity();
        this.batch = capacity - (capacity >> 1);
        this.ring = new Ring<>(this, pace(sharing), capacity, capacity + sharing.replay(), sharing.replayFor() != null);
        ring.tellFrom(batch - capacity);
    }

    private static Ring.Pace pace(Sharing sharing) {
        return sharing.laggards() == Sharing.Laggards.PACE ? Ring.Pace.SLOWEST : Ring.Pace.FASTEST;
    }

    /** Adds a reader, which the caller must start. Returns null if this can no longer be joined. */
    @Nullable RingReader<T> join(StrandSubscriber<? super T> subscriber, Strand strand) {
        Lag lag = sharing.laggards() == Sharing.Laggards.FAIL ? Lag.fail() : Lag.skip();
        RingReader<T> reader = new RingReader<>(ring, lag, subscriber, strand);
        Grace idle;
        ring.lock.lock();
        try {
            if (abandoned || (ring.hasEnded() && !remembersEnd())) {
                return null;
            }
            ring.enter(reader, sharing.replay(), oldest());
            idle = grace;
            grace = null;
        } finally {
            ring.lock.unlock();
        }
        if (idle != null) {
            idle.cancel();
        }
        return reader;
    }

    private boolean remembersEnd() {
        return switch (sharing.end()) {
            case FORGOTTEN -> false;
            case COMPLETION_REMEMBERED -> ring.failure() == null;
            case REMEMBERED -> true;
        };
    }

    /** The time from which items are replayed, in nanoseconds. */
    private long oldest() {
        Duration age = sharing.replayFor();
        return age == null ? 0 : time.nanoTime() - Durations.saturatedNanos(age);
    }

    /** Whether there are enough readers and the caller must subscribe this to the source now. True once. */
    boolean mustConnect() {
        ring.lock.lock();
        try {
            boolean now = !connected && ring.count() >= sharing.connectAfter();
            connected |= now;
            return now;
        } finally {
            ring.lock.unlock();
        }
    }

    /** Notes that the caller is about to subscribe this to the source. */
    void connect() {
        ring.lock.lock();
        try {
            connected = true;
        } finally {
            ring.lock.unlock();
        }
    }

    /** Whether the source ended at least the given time ago. */
    boolean hasEndedFor(Duration age) {
        ring.lock.lock();
        try {
            return ring.hasEnded() && !abandoned && time.nanoTime() - endedAt >= Durations.saturatedNanos(age);
        } finally {
            ring.lock.unlock();
        }
    }

    /** Returns the last item, if the source has ended and there was one; otherwise null. */
    @Nullable T result() {
        ring.lock.lock();
        try {
            return ring.hasEnded() && !abandoned ? ring.last() : null;
        } finally {
            ring.lock.unlock();
        }
    }

    /** Notes that no more readers will join. Cancels the source when there is no reader left. */
    void finish() {
        ring.lock.lock();
        try {
            finished = true;
        } finally {
            ring.lock.unlock();
        }
        discardIfOver();
        abandonIfIdle(null);
    }

    @Override
    public void leaving(RingReader<?> reader) {
        furthest = Math.max(furthest, reader.position());
        last = reader.strand();
    }

    @Override
    public void left(int remaining, RingReader<?> reader) {
        discardIfOver();
        Duration keep = sharing.grace();
        if (remaining > 0 || (keep == null && !finished)) {
            return;
        }
        if (keep == null || keep.isZero()) {
            abandonIfIdle(null);
        } else {
            waitForAnother(keep, reader.strand().driver());
        }
    }

    private void waitForAnother(Duration keep, Driver runtime) {
        Grace waiting = new Grace(this);
        ring.lock.lock();
        try {
            if (ring.count() > 0 || ring.hasEnded() || grace != null) {
                return;
            }
            grace = waiting;
        } finally {
            ring.lock.unlock();
        }
        waiting.start(keep, runtime);
    }

    /**
     * Cancels the source if there are no readers. Does nothing unless {@code over} is the grace that runs now, or null
     * while none runs.
     */
    void abandonIfIdle(@Nullable Grace over) {
        Subscription toCancel;
        List<T> unread;
        ring.lock.lock();
        try {
            if (ring.count() > 0 || ring.hasEnded() || (!connected && !finished) || grace != over) {
                return;
            }
            abandoned = true;
            toCancel = upstream;
            ring.end(null);
            unread = ring.valuesFrom(furthest);
        } finally {
            ring.lock.unlock();
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
        discard(unread);
    }

    /** Discards the items that no reader has got, if the source has ended and no reader is left or can join. */
    private void discardIfOver() {
        List<T> unread;
        ring.lock.lock();
        try {
            if (abandoned || ring.count() > 0 || !ring.hasEnded() || remembersEnd() && !finished) {
                return;
            }
            abandoned = true;
            unread = ring.valuesFrom(furthest);
        } finally {
            ring.lock.unlock();
        }
        discard(unread);
    }

    /** Discards items that no reader has got or will get, on the strand of the reader that left last. */
    private void discard(List<T> items) {
        Strand strand = last;
        if (strand != null && !items.isEmpty()) {
            new Leaf(strand) {
                @Override
                protected void run() {
                    Discard.each(items, strand);
                }
            }.wake();
        }
    }

    @Override
    public void demanded() {
        ring.lock.lock();
        try {
            demanded = true;
        } finally {
            ring.lock.unlock();
        }
        moved(0);
    }

    @Override
    public void moved(long position) {
        long more;
        Subscription from;
        ring.lock.lock();
        try {
            ring.reached(position);
            more = takeRequest();
            from = upstream;
        } finally {
            ring.lock.unlock();
        }
        if (more > 0 && from != null) {
            from.request(more);
        }
    }

    /**
     * Returns how many items to request now. This raises the threshold from which readers call {@link #moved}. A reader
     * that passes the new threshold meanwhile has passed the old one too, so it calls, and waits for the lock.
     */
    private long takeRequest() {
        if (upstream == null || !demanded || abandoned || ring.hasEnded() || ring.count() == 0) {
            return 0;
        }
        long more = ring.limit(requested + batch) - requested;
        if (more < batch) {
            return 0;
        }
        requested += more;
        ring.tellFrom(requested + batch - sharing.capacity());
        return more;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean tooLate;
        ring.lock.lock();
        try {
            upstream = subscription;
            tooLate = abandoned;
        } finally {
            ring.lock.unlock();
        }
        if (tooLate) {
            subscription.cancel();
        } else {
            moved(0);
        }
    }

    @Override
    public void onNext(T item) {
        long written = sharing.replayFor() == null ? ring.write(item) : writeTimed(item);
        if (written == Ring.ENDED) {
            discard(List.of(item));
        } else if (Ring.mustWake(written)) {
            ring.wakeReaders();
        }
    }

    private long writeTimed(T item) {
        long now = time.nanoTime();
        ring.lock.lock();
        try {
            return ring.write(item, now);
        } finally {
            ring.lock.unlock();
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        ring.lock.lock();
        try {
            endedAt = time.nanoTime();
            ring.end(cause);
        } finally {
            ring.lock.unlock();
        }
        ring.wakeReaders();
        discardIfOver();
    }
}
