package io.nagare.fs.work;

/**
 * Tells work on a blocking thread that nobody waits for it any more. Any thread sets it. The work reads it between
 * steps.
 */
public final class Stop {

    private volatile boolean set;

    public void set() {
        set = true;
    }

    public boolean isSet() {
        return set;
    }
}
