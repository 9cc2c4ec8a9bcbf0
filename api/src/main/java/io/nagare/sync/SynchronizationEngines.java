package io.nagare.sync;

import io.nagare.stage.FoundEngine;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of an
 * interface.
 */
final class SynchronizationEngines {

    private static final FoundEngine<SynchronizationEngine> FOUND = FoundEngine.find(SynchronizationEngine.class);

    private SynchronizationEngines() {}

    static SynchronizationEngine engine() {
        return FOUND.get();
    }
}
