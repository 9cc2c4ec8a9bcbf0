package io.nagare.engine.sync.lock;

/** The guard of a value that is locked for reading. */
final class HeldReadGuard<T> extends HeldGuard<T> {

    HeldReadGuard(Locked<T> locked) {
        super(locked, 1);
    }
}
