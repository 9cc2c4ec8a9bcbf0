package io.nagare.nats;

import io.nagare.driver.ShortLock;
import java.util.concurrent.CompletableFuture;

/**
 * Counts what a connection has to finish before it is closed, and lets nothing begin behind that. Any thread may call.
 */
final class Underway {

    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private long count;

    private boolean draining;

    /** Counts something that begins. Returns false if it must not. */
    boolean begin() {
        lock.lock();
        try {
            if (!draining) {
                count++;
            }
            return !draining;
        } finally {
            lock.unlock();
        }
    }

    /** Something has ended that had begun. */
    void end() {
        change(-1, false);
    }

    /** Lets nothing begin any more. The result completes when everything has ended. */
    CompletableFuture<Void> drain() {
        change(0, true);
        return finished.copy();
    }

    private void change(int more, boolean drains) {
        boolean over;
        lock.lock();
        try {
            count += more;
            draining |= drains;
            over = draining && count == 0;
        } finally {
            lock.unlock();
        }
        if (over) {
            finished.complete(null);
        }
    }
}
