package io.nagare.engine.sync;

/** A value that somebody has locked for reading. */
final class HeldReadGuard<T> extends HeldGuard<T> {

    HeldReadGuard(Locked<T> locked) {
        super(locked, 1);
    }
}
