package io.nagare.testing.simulation;

import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports of a host. Used by the thread that steps. */
final class Ports {

    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int LAST_EPHEMERAL = 60_999;

    private final Map<Integer, SimulatedListener> listening = new HashMap<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** Gives a port to a listener; 0 takes any. */
    int bind(int port, SimulatedListener listener) throws BindException {
        int taken = port;
        if (port == 0) {
            do {
                taken = ephemeral();
            } while (listening.containsKey(taken));
        }
        if (listening.putIfAbsent(taken, listener) != null) {
            throw new BindException("Address already in use");
        }
        return taken;
    }

    void release(int port, SimulatedListener listener) {
        listening.remove(port, listener);
    }

    void releaseAll() {
        listening.clear();
    }

    @Nullable SimulatedListener at(int port) {
        return listening.get(port);
    }

    /** The next port for an outgoing connection. */
    int ephemeral() {
        int port = nextEphemeral;
        nextEphemeral = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
        return port;
    }
}
