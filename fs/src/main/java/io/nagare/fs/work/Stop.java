package io.nagare.fs.work;

/** Tells work on a blocking thread that nobody waits for it any more. Set by any thread; looked at between the steps of the work. */
public final class Stop {

    private volatile boolean set;

    public void set() {
        set = true;
    }

    public boolean isSet() {
        return set;
    }
}
