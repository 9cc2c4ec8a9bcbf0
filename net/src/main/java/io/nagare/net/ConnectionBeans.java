package io.nagare.net;

import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.jmx.Beans;

/**
 * Registers the connections of a runtime in JMX, as {@link io.nagare.jmx.RuntimeBeans} registers the runtime. The name
 * is {@code io.nagare:type=Connections,runtime=NAME}, for a {@link NagareConnectionsMXBean}.
 *
 * <p>Each look at a figure looks at each connection that is open. Nothing is paid while nobody looks.
 */
public final class ConnectionBeans {

    private ConnectionBeans() {}

    /** Registers the connections under the runtime's own name; see {@link #register(Nagare, String)}. */
    public static Beans register(Nagare runtime) {
        return register(runtime, requireNonNull(runtime, "runtime").driver().name());
    }

    /**
     * Registers the connections under a name. Closing the runtime unregisters them. Any thread.
     *
     * @return what unregisters them before that
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if a bean has this name already, or this JVM has no JMX
     * @throws RuntimeClosedException if the runtime was closed
     */
    public static Beans register(Nagare runtime, String name) {
        Beans beans = Beans.of(requireNonNull(runtime, "runtime").driver(), name);
        try {
            beans.register("type=Connections,runtime=*", new ConnectionsBean(runtime));
            return beans;
        } catch (Throwable refused) {
            beans.close();
            throw refused;
        }
    }
}
