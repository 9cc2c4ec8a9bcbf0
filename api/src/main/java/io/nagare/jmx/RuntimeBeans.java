package io.nagare.jmx;

import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.failure.RuntimeClosedException;

/**
 * Registers a runtime and its workers in JMX, so that tools such as JConsole show them. Nothing is registered unless a
 * program asks for it:
 *
 * <pre>{@code
 * RuntimeBeans.register(runtime);
 * }</pre>
 *
 * <p>The names are {@code io.nagare:type=Runtime,name=NAME} for a {@link NagareRuntimeMXBean}, and {@code
 * io.nagare:type=Worker,runtime=NAME,id=0} and so on for a {@link NagareWorkerMXBean} of each worker. A name with
 * characters that mean something in JMX is quoted. The beans are those of the platform's MBean server.
 *
 * <p>A bean costs the runtime nothing while nobody reads it. Until they are unregistered the beans keep the runtime
 * alive. Closing the runtime unregisters them.
 *
 * @since 0.1
 */
public final class RuntimeBeans {

    private RuntimeBeans() {}

    /**
     * Registers a runtime under its own name, the one that {@link io.nagare.NagareBuilder#name} has set. Otherwise as
     * {@link #register(Nagare, String)}.
     */
    public static Beans register(Nagare runtime) {
        return register(runtime, requireNonNull(runtime, "runtime").driver().name());
    }

    /**
     * Registers a runtime under a name. Any thread.
     *
     * @return what unregisters the beans before the runtime is closed
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if beans have this name already, or this JVM has no JMX
     * @throws RuntimeClosedException if the runtime was closed
     */
    public static Beans register(Nagare runtime, String name) {
        Beans beans = Beans.of(requireNonNull(runtime, "runtime").driver(), name);
        try {
            beans.register("type=Runtime,name=*", new RuntimeBean(runtime, name));
            int workers = runtime.metrics().workers().size();
            for (int i = 0; i < workers; i++) {
                beans.register("type=Worker,runtime=*,id=" + i, new WorkerBean(runtime, i));
            }
            return beans;
        } catch (Throwable refused) {
            beans.close();
            throw refused;
        }
    }
}
