package io.nagare.engine.channel;

import io.nagare.LaggedException;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.queue.WaitList;
import io.nagare.policy.Lag;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One subscription that reads a {@link Ring}. All but the position and the neighbours belongs to the subscriber's strand. */
final class RingReader<T> extends Leaf implements StrandSubscription {

    /** How many values are taken at the most before the ring is told of the room. */
    private static final int MOST_TAKEN = 64;

    /** How often a value that is about to come is looked for before other threads get the processor. */
    private static final int SPINS = 128;

    private static final VarHandle POSITION = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "position", VarHandle.class, RingReader.class, long.class);

    /** The neighbours in the ring's list; belong to its lock. */
    @Nullable RingReader<T> previous;

    @Nullable RingReader<T> next;

    private final Ring<T> ring;
    private final RingCells<T> cells;
    private final Lag lag;
    private final StrandSubscriber<? super T> subscriber;
    private final WaitList.Place place = new WaitList.Place(this);

    /**
     * The number of the next value to take. Written on the strand, with release: a writer that goes by it may take the places before it,
     * which have been read.
     */
    @SuppressWarnings("unused") // by POSITION
    private long position;

    private long demand;
    private boolean emitting;
    private boolean done;

    RingReader(Ring<T> ring, Lag lag, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.ring = ring;
        this.cells = ring.cells();
        this.lag = lag;
        this.subscriber = subscriber;
    }

    /** The ring's, when this enters. */
    void begin(long first) {
        POSITION.setRelease(this, first);
    }

    /** How far this has got. Any thread. */
    long position() {
        return (long) POSITION.getAcquire(this);
    }

    /** Subscribes. On the strand, after this has entered the ring. */
    void start() {
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

    /** Takes some of the values that are there and wanted. Returns how many. */
    private int take() {
        long first = position;
        RingCells.Segment<T> segment = cells.segment(first);
        if (segment == null) {
            return 0;
        }
        int index = cells.index(first);
        long complete = cells.complete(first);
        int most = (int) Math.min(demand, Math.min(MOST_TAKEN, cells.restOfSegment(first)));
        int taken = 0;
        long used = 0;
        while (taken < most && !done) {
            T value = segment.value(index + taken, complete);
            if (value == null) {
                break;
            }
            taken++;
            POSITION.setRelease(this, first + taken);
            if (subscriber.onNext(value)) {
                used++;
            }
        }
        demand = Demand.subtract(demand, used);
        return taken;
    }

    /** There is no value to take. Returns whether to look again at once; if not, this will be woken, or has no demand, or has ended. */
    private boolean goesOn() {
        long ahead = cells.compare(position);
        if (ahead < 0) {
            return isExpecting();
        }
        if (demand > 0 && ahead > 0) {
            skipTo(ring.tail() - ring.size());
        }
        return demand > 0;
    }

    private boolean isExpecting() {
        for (int spins = 0; spins < SPINS; spins++) {
            switch (ring.rest(place, position)) {
                case ASLEEP -> {
                    return false;
                }
                case ENDED -> {
                    end();
                    return false;
                }
                case EXPECTING -> {
                    if (cells.compare(position) >= 0) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
            }
        }
        Thread.yield();
        wake();
        return false;
    }

    private void end() {
        Throwable failure = ring.failure();
        cancel();
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    private void skipTo(long oldest) {
        long missed = oldest - position;
        POSITION.setRelease(this, oldest);
        try {
            lag.onMissed().accept(missed);
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        if (lag.fails() && !done) {
            fail(new LaggedException(missed, ring.size()));
        }
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
