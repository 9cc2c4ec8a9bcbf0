package io.nagare.jmx;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import io.nagare.failure.RuntimeClosedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Beans of one runtime in the platform's MBean server. They are unregistered when this or the runtime is closed. Any
 * thread may call.
 *
 * <p>{@link RuntimeBeans} makes one for a program. A module that has more to show makes one by {@link #of}.
 *
 * @since 0.1
 */
public final class Beans implements AutoCloseable {

    private final Driver driver;
    private final String name;
    private final Resource end = this::unregister;

    /** What unregisters each bean. Guarded by the monitor of this. */
    private final List<Runnable> registered = new ArrayList<>();

    /** Guarded by the monitor of this. */
    private boolean closed;

    private Beans(Driver driver, String name) {
        this.driver = driver;
        this.name = name;
    }

    /**
     * Returns an empty set of beans, which ends with a runtime.
     *
     * @param name the name of the runtime in the names of the beans
     * @throws IllegalArgumentException if the name is blank
     * @throws RuntimeClosedException if the runtime was closed
     */
    public static Beans of(Driver driver, String name) {
        requireNonNull(driver, "driver");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the beans of a runtime need a name, but it was blank; give them one"
                    + " with RuntimeBeans.register(runtime, name)");
        }
        Beans beans = new Beans(driver, name);
        if (driver.isClosed() || !driver.opened(beans.end)) {
            throw new RuntimeClosedException(name, "registering beans");
        }
        return beans;
    }

    /**
     * Registers a bean.
     *
     * @param properties what comes behind {@code io.nagare:} in its name; the runtime's name takes the place of the
     *     {@code *}
     * @param bean implements an interface whose name ends with {@code MXBean}
     * @throws IllegalStateException if a bean has this name already, or this JVM has no JMX
     * @throws RuntimeClosedException if this or the runtime was closed
     */
    public synchronized void register(String properties, Object bean) {
        requireNonNull(properties, "properties");
        requireNonNull(bean, "bean");
        if (closed) {
            throw new RuntimeClosedException(name, "registering beans");
        }
        try {
            registered.add(PlatformBeans.register(properties, name, bean));
        } catch (NoClassDefFoundError absent) {
            throw new IllegalStateException(
                    "this JVM has no JMX: add its module with --add-modules java.management", absent);
        }
    }

    /** Unregisters the beans. A second call does nothing. */
    @Override
    public void close() {
        unregister();
        driver.closed(end);
    }

    private synchronized void unregister() {
        closed = true;
        registered.forEach(Runnable::run);
        registered.clear();
    }
}
