package io.nagare.testing.simulation;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a simulated socket. Only those that make a difference have one. */
final class SocketOptions {

    private static final int DEFAULT_BUFFER = 64 * 1024;

    private final Map<SocketOption<?>, Object> values = new HashMap<>();

    SocketOptions() {}

    /** The options of an accepted connection. */
    SocketOptions(SocketOptions listener) {
        values.putAll(listener.values);
    }

    <T> void set(SocketOption<T> name, T value) {
        values.put(name, value);
    }

    @SuppressWarnings("unchecked") // set() has put a T there
    <T> @Nullable T get(SocketOption<T> name) {
        return (T) values.get(name);
    }

    int sendBuffer() {
        Integer bytes = get(StandardSocketOptions.SO_SNDBUF);
        return bytes == null ? DEFAULT_BUFFER : bytes;
    }

    int receiveBuffer() {
        Integer bytes = get(StandardSocketOptions.SO_RCVBUF);
        return bytes == null ? DEFAULT_BUFFER : bytes;
    }

    /** Whether closing sends a reset. */
    boolean resetsOnClose() {
        Integer seconds = get(StandardSocketOptions.SO_LINGER);
        return seconds != null && seconds == 0;
    }
}
