package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Source;
import io.nagare.engine.sync.lock.Holding.Start;
import io.nagare.stage.Programs;
import io.nagare.sync.ReadGuard;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.WriteGuard;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A read-write lock: a value with one permit for each possible reader. A reader takes one permit, a writer takes all.
 * Any thread may call.
 */
public final class FairReadWrite<T> implements ReadWrite<T> {

    private final Locked<T> locked;

    public FairReadWrite(T value) {
        this.locked = new Locked<>(value, MAX_READERS);
    }

    private Source<HeldReadGuard<T>> readLocking() {
        return locked.queue.take(1, () -> new HeldReadGuard<>(locked));
    }

    private Source<HeldWriteGuard<T>> writeLocking() {
        return locked.queue.take(MAX_READERS, () -> new HeldWriteGuard<>(locked));
    }

    @Override
    public One<ReadGuard<T>> read() {
        return Programs.drivenOne(readLocking());
    }

    @Override
    public One<WriteGuard<T>> write() {
        return Programs.drivenOne(writeLocking());
    }

    @Override
    public @Nullable ReadGuard<T> tryRead() {
        return locked.queue.tryTake(1) ? new HeldReadGuard<>(locked) : null;
    }

    @Override
    public @Nullable WriteGuard<T> tryWrite() {
        return locked.queue.tryTake(MAX_READERS) ? new HeldWriteGuard<>(locked) : null;
    }

    @Override
    public <R> One<R> withReadLock(Function<? super T, ? extends One<R>> work) {
        return Programs.drivenOne(holdingToRead(work));
    }

    @Override
    public <R> Many<R> withReadLockMany(Function<? super T, ? extends Many<R>> work) {
        return Programs.driven(holdingToRead(work));
    }

    private <R> Source<R> holdingToRead(Function<? super T, ? extends Publisher<R>> work) {
        requireNonNull(work, "work");
        return new Holding<HeldReadGuard<T>, R>(
                Start.ON_DEMAND,
                Programs.drivenOne(readLocking()),
                guard -> work.apply(guard.get()),
                HeldGuard::closeIfOpen);
    }

    @Override
    public <R> One<R> withWriteLock(Function<? super WriteGuard<T>, ? extends One<R>> work) {
        return Programs.drivenOne(holdingToWrite(work));
    }

    @Override
    public <R> Many<R> withWriteLockMany(Function<? super WriteGuard<T>, ? extends Many<R>> work) {
        return Programs.driven(holdingToWrite(work));
    }

    private <R> Source<R> holdingToWrite(Function<? super WriteGuard<T>, ? extends Publisher<R>> work) {
        return new Holding<HeldWriteGuard<T>, R>(
                Start.ON_DEMAND,
                Programs.drivenOne(writeLocking()),
                requireNonNull(work, "work"),
                HeldGuard::closeIfOpen);
    }

    @Override
    public String toString() {
        return "ReadWrite[" + (MAX_READERS - locked.queue.available()) + " of " + MAX_READERS + " taken, "
                + locked.queue.waiting() + " waiting]";
    }
}
