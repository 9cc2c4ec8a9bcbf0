package io.nagare.engine.scheduler.base;

import io.nagare.driver.Resource;
import io.nagare.driver.ShortLock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The resources that were opened on a runtime and not closed. Closing the runtime closes them in the order of opening.
 *
 * <p>Any thread may call. Always holds: {@link #close} closes each resource that is entered then, and refuses all later
 * ones.
 */
public final class OpenResources {

    private final ShortLock lock = new ShortLock();
    private final Set<Resource> open = new LinkedHashSet<>();
    private final BiConsumer<Throwable, String> failures;
    private boolean closed;

    /** Makes an empty set. Failures of closing go to {@code failures}. */
    public OpenResources(BiConsumer<Throwable, String> failures) {
        this.failures = failures;
    }

    /** Enters a resource. Returns false if this is closed. */
    public boolean add(Resource resource) {
        lock.lock();
        try {
            return !closed && open.add(resource);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a resource. Does nothing if it is not in the set. */
    public void remove(Resource resource) {
        lock.lock();
        try {
            open.remove(resource);
        } finally {
            lock.unlock();
        }
    }

    /** Returns those of a type, in the order of opening. */
    public <R extends Resource> List<R> of(Class<R> type) {
        lock.lock();
        try {
            return open.stream().filter(type::isInstance).map(type::cast).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses new resources from now on, and closes the present ones. */
    public void close() {
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
