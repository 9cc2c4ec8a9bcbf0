package io.nagare.fs;

/** Tells work on a blocking thread that nobody waits for it any more. Set by any thread; looked at between the steps of the work. */
sealed class Stop permits TimeStop {

    private volatile boolean set;

    final void set() {
        set = true;
    }

    boolean isSet() {
        return set;
    }
}
