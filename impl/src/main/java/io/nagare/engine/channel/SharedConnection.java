package io.nagare.engine.channel;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.TimeSource;
import io.nagare.engine.stage.Durations;
import io.nagare.engine.strand.Discard;
import io.nagare.policy.Lag;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One subscription to a shared source, and the ring that its items go into; so whom the ring is paced by paces the
 * source.
 *
 * <p>Everything here is guarded by the ring's lock, but for the writing of items: there is room for what was requested.
 * Signals come from the source's strand, the other calls from the strands of the readers; the source is
 * called, and readers are woken, outside the lock.
 */
final class SharedConnection<T> implements Subscriber<T>, Ring.Owner {

    private final Sharing sharing;
    private final Ring<T> ring;
    private final TimeSource time;

    /** Items are requested anew when there is room for so many. */
    private final int batch;

    private @Nullable Subscription upstream;

    /** Somebody has seen to it, or is about to, that the source is subscribed. */
    private boolean connected;

    private boolean demanded;

    /** How many items have been requested of the source. */
    private long requested;

    /** There will be no more readers than there are. */
    private boolean finished;

    /** The source is cancelled, or has ended and nobody can join any more. The ring has ended. */
    private boolean abandoned;

    /** How far the furthest of the readers that have left had got, and the strand of the last of them. */
    private long furthest;

    private @Nullable Strand last;

    /** Runs while there are no readers. */
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

    /** A reader, which must be started; null if there is nothing to join any more. */
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

    /** From which time on items are replayed. */
    private long oldest() {
        Duration age = sharing.replayFor();
        return age == null ? 0 : time.nanoTime() - Durations.saturatedNanos(age);
    }

    /** Whether the caller must subscribe this to the source now. */
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

    /** The caller subscribes this to the source now. */
    void connect() {
        ring.lock.lock();
        try {
            connected = true;
        } finally {
            ring.lock.unlock();
        }
    }

    /** The source has ended, that long ago at least. */
    boolean hasEndedFor(Duration age) {
        ring.lock.lock();
        try {
            return ring.hasEnded() && !abandoned && time.nanoTime() - endedAt >= Durations.saturatedNanos(age);
        } finally {
            ring.lock.unlock();
        }
    }

    /** The last item if the source has ended and there was one. */
    @Nullable T result() {
        ring.lock.lock();
        try {
            return ring.hasEnded() && !abandoned ? ring.last() : null;
        } finally {
            ring.lock.unlock();
        }
    }

    /** There will be no more readers: cancels the source when there is none left. */
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

    /** Cancels the source if there are no readers, and, where it is given, that time of grace is the one that runs. */
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

    /** When the source has ended and nobody can join any more, what no reader has got is lost. */
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

    /** Items that no reader has got, and none will; on the strand of the reader that was last. */
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
     * How much to request now. The threshold at which readers tell is lower before this than after it: one that gets
     * beyond the new one meanwhile has got beyond the old one too, tells, and waits for the lock.
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
