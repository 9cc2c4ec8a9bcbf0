package io.nagare.testing.simulation;

import java.io.IOException;

/** A simulated channel, as its registration sees it. */
interface Watched {

    /** Whether reading or accepting would give something, or fail. */
    boolean isReadable();

    /** Whether writing would take something, or fail, or whether connecting has ended. */
    boolean isWritable();

    /** Closes the channel. */
    void close() throws IOException;

    /** What wakes the leaves that wait for this channel. */
    SimulatedRegistration registration();
}
