package io.nagare.fs;

/** Tells work on a blocking thread that nobody waits for it any more. Set by any thread; looked at between the steps of the work. */
final class Stop {

    private volatile boolean set;

    void set() {
        set = true;
    }

    boolean isSet() {
        return set;
    }
}
