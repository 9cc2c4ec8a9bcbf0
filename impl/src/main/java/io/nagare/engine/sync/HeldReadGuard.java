package io.nagare.engine.sync;

/** The guard of a value that is locked for reading. */
final class HeldReadGuard<T> extends HeldGuard<T> {

    HeldReadGuard(Locked<T> locked) {
        super(locked, 1);
    }
}
