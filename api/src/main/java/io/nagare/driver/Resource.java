package io.nagare.driver;

/**
 * Something that is open in the system's eyes, such as a socket, and that a runtime closes when it is closed itself.
 *
 * <p>Entered with {@link Driver#opened} when it is opened, taken out with {@link Driver#closed} when it is closed. So a
 * runtime knows also what no poller watches yet: a listener that nobody accepts from, a connection that nobody reads.
 */
@FunctionalInterface
public interface Resource {

    /**
     * The runtime was closed: gives back the descriptor without waiting for anything. Called once at most, by the
     * thread that closes the runtime, after all strands of the runtime have ended. Must not throw.
     */
    void runtimeClosed();
}
