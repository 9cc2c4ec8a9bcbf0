package io.nagare.testing.simulation;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports of a host. Used by the thread that steps. */
final class Ports {

    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int LAST_EPHEMERAL = 60_999;

    private final Map<Integer, List<SimulatedListener>> listening = new HashMap<>();
    private int nextEphemeral = FIRST_EPHEMERAL;

    /** Gives a port of an address to a listener; 0 takes any. Another address may have the same port. */
    InetSocketAddress bind(InetSocketAddress wanted, SimulatedListener listener) throws BindException {
        int taken = wanted.getPort();
        if (taken == 0) {
            do {
                taken = ephemeral();
            } while (listening.containsKey(taken));
        }
        InetSocketAddress address = new InetSocketAddress(wanted.getAddress(), taken);
        List<SimulatedListener> others = listening.computeIfAbsent(taken, none -> new ArrayList<>());
        if (others.stream().anyMatch(other -> other.overlaps(address.getAddress()))) {
            throw new BindException("Address already in use");
        }
        others.add(listener);
        return address;
    }

    void release(int port, SimulatedListener listener) {
        List<SimulatedListener> listeners = listening.get(port);
        if (listeners != null && listeners.remove(listener) && listeners.isEmpty()) {
            listening.remove(port);
        }
    }

    void releaseAll() {
        listening.clear();
    }

    /** The listener that gets a connection to an address. */
    @Nullable SimulatedListener at(InetSocketAddress address) {
        for (SimulatedListener listener : listening.getOrDefault(address.getPort(), List.of())) {
            if (listener.overlaps(address.getAddress())) {
                return listener;
            }
        }
        return null;
    }

    /** The next port for an outgoing connection. */
    int ephemeral() {
        int port = nextEphemeral;
        nextEphemeral = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
        return port;
    }
}
