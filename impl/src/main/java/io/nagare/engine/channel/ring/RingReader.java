package io.nagare.engine.channel.ring;

import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.event.EngineEvents;
import io.nagare.engine.queue.Contention;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.stage.StageTraces;
import io.nagare.engine.strand.Retained;
import io.nagare.engine.strand.StreamEnd;
import io.nagare.engine.waiting.WaitList;
import io.nagare.failure.LaggedException;
import io.nagare.policy.Lag;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that reads a {@link Ring}. All methods run on the subscriber's strand, except {@link #begin} and
 * {@link #position}. The ring's lock guards the neighbours.
 */
public final class RingReader<T> extends Leaf implements StrandSubscription {

    /** How many values are taken, at most, before the ring is told of the room. */
    private static final int MOST_TAKEN = 64;

    /** After this many values since the last rest, the next value is expected soon. */
    private static final int MANY = 16;

    private static final EngineEvents EVENTS = EngineEvents.ofJvm();

    private static final VarHandle POSITION = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "position", VarHandle.class, RingReader.class, long.class);

    /** The neighbours in the ring's list. The ring's lock guards them. */
    @Nullable RingReader<T> previous;

    @Nullable RingReader<T> next;

    private final Ring<T> ring;
    private final RingCells<T> cells;
    private final Lag lag;
    private final StrandSubscriber<? super T> subscriber;
    private final WaitList.Place place = new WaitList.Place(this);

    /**
     * The number of the next value to take. Only the strand writes it, with release, after it has read the values
     * before it. A thread that reads it with acquire may count on that. The strand's plain reads see its own writes.
     * They also see the first write, by {@link #begin}, because the strand's own subscription calls that.
     */
    @SuppressWarnings("unused") // by POSITION
    private long position;

    /** The position at which this last found no value. */
    private long restedAt;

    private long demand;
    private boolean emitting;
    private boolean done;

    public RingReader(Ring<T> ring, Lag lag, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.ring = ring;
        this.cells = ring.cells();
        this.lag = lag;
        this.subscriber = subscriber;
    }

    /** Sets the first position. The ring calls this under its lock when this reader enters. */
    void begin(long first) {
        // No value has been read yet, so any mode would do. The ring's lock orders this before the reads of other
        // threads.
        POSITION.setRelease(this, first);
    }

    /** The number of the next value to take. Any thread. */
    public long position() {
        // Acquire pairs with the strand's release: the values before this position have been read.
        return (long) POSITION.getAcquire(this);
    }

    /** Subscribes the subscriber. On the strand, after this has entered the ring. */
    public void start() {
        subscriber.onSubscribe(this);
        run();
    }

    @Override
    public void request(long n) {
        boolean first = demand == 0;
        demand = Demand.add(demand, n);
        if (first && !done) {
            ring.owner().demanded();
        }
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            done = true;
            ring.waiting.remove(place);
            ring.leave(this);
        }
    }

    @Override
    protected void run() {
        if (emitting || done) {
            return;
        }
        emitting = true;
        while (!done) {
            int taken = take();
            if (taken > 0) {
                if (ring.isPaced()) {
                    ring.moved(position);
                }
                if (!strand().spend(taken)) {
                    wake();
                    break;
                }
            } else if (!goesOn()) {
                break;
            }
        }
        emitting = false;
    }

    /**
     * Takes and emits some of the values that are there, as far as there is demand. Returns how many. If the first of
     * them is still kept when this looks, all of them count as taken. The others are then emitted even if the ring
     * overwrites them meanwhile.
     */
    private int take() {
        RingSegment<T> segment = cells.segment(position);
        if (segment == null || (cells.hasSuccessor(segment) && position < ring.oldest())) {
            return 0;
        }
        int start = segment.index(position);
        int most = Math.min(MOST_TAKEN, strand().slice());
        int end = start + (int) Math.min(demand, Math.min(most, segment.length() - start));
        int next = start;
        int unused = 0;
        boolean remembers = ring.remembers();
        while (next < end && !done) {
            T value = segment.value(next);
            if (value == null) {
                break;
            }
            next++;
            if (remembers) {
                Retained.add(value);
            }
            // Release: the value before this position has been read. ring.moved has the fence that tells the owner.
            POSITION.setRelease(this, segment.number(next));
            if (!subscriber.onNext(value)) {
                unused++;
            }
        }
        int taken = next - start;
        demand = Demand.subtract(demand, taken - unused);
        return taken;
    }

    /**
     * Decides what to do when there is no value to take. Returns whether to look again at once. If not, this will be
     * woken, or has no demand, or has ended.
     */
    private boolean goesOn() {
        if (isMoreExpected()
                && Schedulers.of(strand().driver()).comesSoon(() -> ring.tail() != position || ring.hasEnded())) {
            return true;
        }
        return switch (ring.rest(place, position)) {
            case ASLEEP -> false;
            case ENDED -> {
                end();
                yield false;
            }
            case EXPECTING -> demand > 0 && (skipsMissed() || isAboutToBeThere());
        };
    }

    /**
     * Whether the last values came in quick succession, so that the next value will probably come sooner than a wake
     * would.
     */
    private boolean isMoreExpected() {
        boolean expected = demand > 0 && position - restedAt >= MANY && ring.tail() == position;
        restedAt = position;
        return expected;
    }

    /**
     * Backs off for a moment while a writer is about to put the value, so that there are many values to take
     * afterwards. A reader that takes each value as it comes waits most of the time for the writers' cache lines, and
     * the writers wait for the reader's. Returns whether the value is there now.
     */
    private boolean isAboutToBeThere() {
        for (int times = 0; times < Contention.MOST_TIMES; times++) {
            Contention.giveWay();
            if (cells.value(position) != null) {
                return true;
            }
        }
        Thread.yield();
        wake();
        return false;
    }

    private void end() {
        Throwable failure = ring.failure();
        cancel();
        StreamEnd.send(subscriber, failure);
    }

    private boolean skipsMissed() {
        long missed = ring.oldest() - position;
        if (missed <= 0) {
            return false;
        }
        // Release: as in take. The missed values are not read at all.
        POSITION.setRelease(this, position + missed);
        if (EVENTS.recordsLag()) {
            EVENTS.lagged(ring.owner(), StageTraces.streamBehind(subscriber), missed, ring.size(), lag.fails());
        }
        try {
            lag.onMissed().accept(missed);
        } catch (Throwable failure) {
            fail(failure);
            return true;
        }
        if (lag.fails() && !done) {
            fail(new LaggedException(missed, ring.size()));
        }
        return true;
    }

    private void fail(Throwable failure) {
        if (done) {
            strand().driver().unseen(failure, "a subscriber that has cancelled");
            return;
        }
        cancel();
        subscriber.onError(failure);
    }
}
