package io.nagare.fs;

/** Is set when a time is over. */
final class TimeStop extends Stop {

    private final long began = System.nanoTime();
    private final long nanos;

    TimeStop(long nanos) {
        this.nanos = nanos;
    }

    @Override
    boolean isSet() {
        return super.isSet() || System.nanoTime() - began > nanos;
    }
}
