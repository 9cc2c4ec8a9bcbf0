package io.nagare.engine.scheduler;

import io.nagare.driver.Resource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * What was opened on a runtime and not closed, so that closing the runtime closes it, in the order of opening.
 *
 * <p>Called by any thread. Always holds: a resource that was entered is closed by {@link #close}, or its entry was
 * refused.
 */
final class OpenResources {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Resource> open = new LinkedHashSet<>();
    private final BiConsumer<Throwable, String> failures;
    private boolean closed;

    /** Nothing is open; failures of closing go to the consumer. */
    OpenResources(BiConsumer<Throwable, String> failures) {
        this.failures = failures;
    }

    /** Enters one. Returns false if this is closed. */
    boolean add(Resource resource) {
        lock.lock();
        try {
            return !closed && open.add(resource);
        } finally {
            lock.unlock();
        }
    }

    /** Removes one; does nothing if it is not there. */
    void remove(Resource resource) {
        lock.lock();
        try {
            open.remove(resource);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses resources from now on, and closes those there are. */
    void close() {
        List<Resource> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(open);
            open.clear();
        } finally {
            lock.unlock();
        }
        for (Resource resource : left) {
            try {
                resource.runtimeClosed();
            } catch (Throwable failure) {
                failures.accept(failure, "closing " + resource);
            }
        }
    }
}
