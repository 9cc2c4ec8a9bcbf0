package io.nagare.engine.sync;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.sync.OnceCell;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A value, and one permit for who may set it. When the value is there, there are permits for all who wait for theirs: they find
 * the value and go on together.
 */
final class FairOnceCell<T> implements OnceCell<T> {

    /** More than can wait. */
    private static final long FOR_ALL = 1L << 62;

    private final PermitQueue initialising = new PermitQueue(1);
    private final Event set = new Event();

    /** Written once, by who has the permit. */
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
        value = newValue;
        initialising.give(FOR_ALL);
        set.happen();
    }

    @Override
    public One<T> getOrInit(One<? extends T> initialiser) {
        requireNonNull(initialiser, "initialiser");
        One<T> waiting = One.driven(new Holding<FairOnceCell<T>, T>(
                initialising.take(1, () -> this), cell -> cell.valueOr(initialiser), cell -> cell.initialising.give(1)));
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
        return One.driven(set.awaited(() -> value));
    }

    @Override
    public String toString() {
        T now = value;
        return now == null ? "OnceCell[" + initialising.waiting() + " waiting]" : "OnceCell[" + now + "]";
    }
}
