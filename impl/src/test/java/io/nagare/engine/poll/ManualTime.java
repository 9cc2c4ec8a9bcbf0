package io.nagare.engine.poll;

import io.nagare.policy.TimeSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A time that stands still unless a test moves it. */
final class ManualTime implements TimeSource {

    static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(-5_000_000_001L);

    void advanceMillis(long millis) {
        nanos.addAndGet(millis * MILLI);
    }

    long inMillis(long millis) {
        return nanos.get() + millis * MILLI;
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(0, nanos.get());
    }
}
