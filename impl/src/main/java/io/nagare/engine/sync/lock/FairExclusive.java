package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Source;
import io.nagare.engine.sync.lock.Holding.Start;
import io.nagare.stage.Programs;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Guard;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A mutex: a value with one permit. Any thread may call. */
public final class FairExclusive<T> implements Exclusive<T> {

    private final Locked<T> locked;

    public FairExclusive(T value) {
        this.locked = new Locked<>(value, 1);
    }

    @Override
    public One<Guard<T>> lock() {
        return Programs.drivenOne(locking());
    }

    private Source<HeldWriteGuard<T>> locking() {
        return locked.queue.take(1, () -> new HeldWriteGuard<>(locked));
    }

    @Override
    public @Nullable Guard<T> tryLock() {
        return locked.queue.tryTake(1) ? new HeldWriteGuard<>(locked) : null;
    }

    @Override
    public <R> One<R> withLock(Function<? super Guard<T>, ? extends One<R>> work) {
        return Programs.drivenOne(holding(work));
    }

    @Override
    public <R> Many<R> withLockMany(Function<? super Guard<T>, ? extends Many<R>> work) {
        return Programs.driven(holding(work));
    }

    private <R> Source<R> holding(Function<? super Guard<T>, ? extends Publisher<R>> work) {
        return new Holding<HeldWriteGuard<T>, R>(
                Start.ON_DEMAND, Programs.drivenOne(locking()), requireNonNull(work, "work"), HeldGuard::closeIfOpen);
    }

    @Override
    public String toString() {
        return "Exclusive[" + (locked.queue.available() == 1 ? "unlocked" : "locked") + ", " + locked.queue.waiting()
                + " waiting]";
    }
}
