package io.nagare.process;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A signal that this process catches as long as it has listeners. Any thread may call it. A listener is called on a
 * thread that the JDK makes for the signal, and must not block.
 *
 * <p>Always holds: the handler is installed while there are listeners. When the last leaves, the handler that was there
 * before the first is given back, unless other code has installed another meanwhile.
 */
final class CaughtSignal {

    private static final Map<String, CaughtSignal> ALL = new ConcurrentHashMap<>();

    private final SystemSignals system;
    private final Object signal;
    private final Object handler;

    /** Guarded by the monitor of this. */
    private final Set<Consumer<ReceivedSignal>> listeners = new LinkedHashSet<>();

    /** The handler from before the first listener. Guarded by the monitor of this. */
    private @Nullable Object before;

    private CaughtSignal(String name) {
        this.system = SystemSignals.find(CaughtSignal.class.getClassLoader());
        this.signal = system.signal(name);
        this.handler = system.handler(this::received);
    }

    /** Returns the signal of that name. */
    static CaughtSignal of(String name) {
        return ALL.computeIfAbsent(name, CaughtSignal::new);
    }

    /** Adds a listener; the first one installs the handler. Throws {@link SignalException} if it cannot be caught. */
    synchronized void add(Consumer<ReceivedSignal> listener) {
        if (listeners.isEmpty()) {
            before = system.install(signal, handler);
        }
        listeners.add(listener);
    }

    /** Removes a listener; the last one gives the handler back. Does nothing for an unknown one. */
    synchronized void remove(Consumer<ReceivedSignal> listener) {
        Object given = before;
        if (!listeners.remove(listener) || !listeners.isEmpty() || given == null) {
            return;
        }
        before = null;
        Object replaced = system.install(signal, given);
        if (replaced != handler) {
            system.install(signal, replaced);
        }
    }

    private void received(String name, int number) {
        ReceivedSignal received = new ReceivedSignal(name, number);
        for (Consumer<ReceivedSignal> listener : listeners()) {
            listener.accept(received);
        }
    }

    private synchronized Set<Consumer<ReceivedSignal>> listeners() {
        return new LinkedHashSet<>(listeners);
    }
}
