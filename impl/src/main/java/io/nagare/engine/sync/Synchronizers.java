package io.nagare.engine.sync;

import io.nagare.sync.Notify;
import io.nagare.sync.Permits;
import io.nagare.sync.SynchronizationEngine;

/** The engine that {@link SynchronizationEngine} is found as. Stateless. */
public final class Synchronizers implements SynchronizationEngine {

    @Override
    public Permits permits(int initial, int maximum) {
        return new FairPermits(initial, maximum);
    }

    @Override
    public Notify notification() {
        return new FairNotify();
    }
}
