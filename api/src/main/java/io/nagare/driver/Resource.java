package io.nagare.driver;

/**
 * Something that is open for the system, such as a socket, and that the runtime closes when it is closed itself.
 *
 * <p>It is entered with {@link Driver#opened} when it is opened, and removed with {@link Driver#closed} when it is
 * closed. So a runtime also knows resources that no poller watches yet: a listener that accepts nothing, a connection
 * that is not read.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Resource {

    /**
     * Gives back the descriptor, because the runtime was closed, without waiting for anything. Called once at most, by
     * the thread that closes the runtime, after all strands of the runtime have ended. Must not throw.
     */
    void runtimeClosed();
}
