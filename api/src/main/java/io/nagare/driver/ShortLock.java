package io.nagare.driver;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for a few steps, in which nothing waits. So a worker may take it. Any thread may call. Tools that
 * look for blocking calls let {@link #lock} pass, and nothing else that waits.
 *
 * @since 0.1
 */
public final class ShortLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    /** Makes a lock that nobody holds. */
    public ShortLock() {}

    /** Waits for the thread that holds this, if another does. */
    @Override
    public void lock() {
        super.lock();
    }
}
