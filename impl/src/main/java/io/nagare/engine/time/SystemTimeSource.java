package io.nagare.engine.time;

import io.nagare.policy.TimeSource;
import java.time.Instant;

/** The system's clocks, for any thread. No other class of the engine asks them. */
public enum SystemTimeSource implements TimeSource {

    /** The only instance. */
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
