package io.nagare.engine.sync.lock;

import static java.util.Objects.requireNonNull;

import io.nagare.sync.ReadGuard;
import io.nagare.sync.WriteGuard;

/** The guard of a value that is locked for writing. */
final class HeldWriteGuard<T> extends HeldGuard<T> implements WriteGuard<T> {

    HeldWriteGuard(Locked<T> locked) {
        super(locked, locked.all);
    }

    @Override
    public void set(T value) {
        requireNonNull(value, "a locked value cannot be set to null");
        check("set");
        locked.value = value;
    }

    /** Gives back all permits but one. A waiting writer needs that one too, so it goes on waiting. */
    @Override
    public ReadGuard<T> downgrade() {
        int surplus = takeAll("downgrade") - 1;
        HeldReadGuard<T> reading = new HeldReadGuard<>(locked);
        locked.queue.give(surplus);
        return reading;
    }
}
