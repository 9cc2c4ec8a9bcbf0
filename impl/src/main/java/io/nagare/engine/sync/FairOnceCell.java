package io.nagare.engine.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.driver.ShortLock;
import io.nagare.engine.strand.Retained;
import io.nagare.engine.sync.lock.Holding;
import io.nagare.engine.sync.lock.Holding.Start;
import io.nagare.engine.sync.lock.PermitQueue;
import io.nagare.engine.waiting.Gate;
import io.nagare.engine.waiting.WaitLine;
import io.nagare.stage.Programs;
import io.nagare.sync.OnceCell;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A value, and one permit that a thread or stream needs to set it. Any thread may call. Once the value is set, there
 * are permits for all waiters. They find the value and go on together.
 */
final class FairOnceCell<T> implements OnceCell<T> {

    /** More permits than there can be waiters. */
    private static final long FOR_ALL = 1L << 62;

    private final PermitQueue initialising = new PermitQueue(1);
    private final ShortLock lock = new ShortLock();
    private final Gate set = new Gate(lock, () -> get() != null);

    /**
     * Written once, under the lock, by the holder of the permit. Volatile, because {@link #get} reads it without the
     * lock.
     */
    private volatile @Nullable T value;

    @Override
    public @Nullable T get() {
        return value;
    }

    @Override
    public boolean set(T newValue) {
        requireNonNull(newValue, "a once-cell cannot be set to null");
        if (value != null || !initialising.tryTake(1)) {
            return false;
        }
        boolean first = value == null;
        if (first) {
            store(newValue);
        }
        initialising.give(1);
        return first;
    }

    private void store(T newValue) {
        Retained.add(newValue);
        WaitLine<Gate.Passage<?>> woken;
        lock.lock();
        try {
            value = newValue;
            woken = set.letPass();
        } finally {
            lock.unlock();
        }
        woken.wakeAll();
        initialising.give(FOR_ALL);
    }

    @Override
    public One<T> getOrInit(One<? extends T> initialiser) {
        requireNonNull(initialiser, "initialiser");
        One<T> waiting = Programs.drivenOne(new Holding<FairOnceCell<T>, T>(
                Start.ON_DEMAND,
                Programs.drivenOne(initialising.take(1, () -> this)),
                cell -> cell.valueOr(initialiser),
                cell -> cell.initialising.give(1)));
        return One.defer(() -> value == null ? waiting : One.just(value));
    }

    private One<T> valueOr(One<? extends T> initialiser) {
        if (value != null) {
            return One.just(value);
        }
        return One.<T>from(initialiser)
                .doOnNext(this::store)
                .switchIfEmpty(() -> One.error(() ->
                        new NoSuchElementException("the initialiser of a once-cell completed without an item")));
    }

    @Override
    public One<T> whenSet() {
        return Programs.drivenOne(set.passing(this::get));
    }

    @Override
    public String toString() {
        T now = value;
        return now == null ? "OnceCell[" + initialising.waiting() + " waiting]" : "OnceCell[" + now + "]";
    }
}
