package io.nagare.jmx;

import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.channel.Multicast;
import io.nagare.failure.RuntimeClosedException;

/**
 * Registers a broadcast in JMX, as {@link RuntimeBeans} registers a runtime:
 *
 * <pre>{@code
 * Beans ofPrices = BroadcastBeans.register(runtime, prices, "prices");
 * }</pre>
 *
 * <p>The name is {@code io.nagare:type=Broadcast,runtime=RUNTIME,name=NAME}, for a {@link NagareBroadcastMXBean}. The
 * bean costs the broadcast nothing while nobody reads it. Until it is unregistered it keeps the broadcast alive. So
 * close the beans of a broadcast that ends before its program does.
 *
 * @since 0.1
 */
public final class BroadcastBeans {

    private BroadcastBeans() {}

    /**
     * Registers a broadcast. Closing the runtime unregisters it. Any thread.
     *
     * @param runtime whose own name is part of the bean's
     * @param name tells the broadcasts of the runtime apart
     * @return what unregisters it before that
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if a bean has this name already, or this JVM has no JMX
     * @throws RuntimeClosedException if the runtime was closed
     */
    public static Beans register(Nagare runtime, Multicast<?> channel, String name) {
        requireNonNull(runtime, "runtime");
        requireNonNull(channel, "channel");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the bean of a broadcast needs a name, but it was blank");
        }
        Beans beans = Beans.of(runtime.driver(), runtime.driver().name());
        try {
            beans.register("type=Broadcast,runtime=*", name, new BroadcastBean(channel, name));
            return beans;
        } catch (Throwable refused) {
            beans.close();
            throw refused;
        }
    }
}
