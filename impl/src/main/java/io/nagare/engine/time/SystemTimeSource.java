package io.nagare.engine.time;

import io.nagare.driver.TimeSource;
import java.time.Instant;

/** The system's clocks. The only class of the engine that asks them. */
public enum SystemTimeSource implements TimeSource {

    /** There is one system. */
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
