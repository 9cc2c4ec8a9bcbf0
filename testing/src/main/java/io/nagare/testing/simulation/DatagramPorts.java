package io.nagare.testing.simulation;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The UDP ports of a host. Used by the thread that steps. */
final class DatagramPorts {

    private static final int FIRST_EPHEMERAL = 32_768;

    private final Map<Integer, SimulatedDatagramChannel> bound = new HashMap<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** Gives a port to a channel; 0 takes any. */
    int bind(int wanted, SimulatedDatagramChannel channel) throws BindException {
        int port = wanted;
        while (port == 0 || wanted == 0 && bound.containsKey(port)) {
            port = nextEphemeral++;
        }
        if (bound.putIfAbsent(port, channel) != null) {
            throw new BindException("Address already in use");
        }
        return port;
    }

    void release(int port, SimulatedDatagramChannel channel) {
        bound.remove(port, channel);
    }

    void releaseAll() {
        bound.clear();
    }

    @Nullable SimulatedDatagramChannel at(int port) {
        return bound.get(port);
    }
}
