package io.nagare.process;

import io.nagare.Many;
import io.nagare.policy.Overflow;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signals to this process, as streams that do not end by themselves.
 *
 * <p>While a signal has a subscriber, the JVM does not do what it does without: INT, TERM and HUP then do not end this
 * process. Any number of subscribers get each signal. When the last has left, the former handling is given back.
 *
 * <p>Demand: a signal without demand waits. Signals of one name that come meanwhile are merged into it, as systems do.
 * Errors: {@link SignalException} if the JVM keeps the signal for itself. Of those that can be named here it keeps QUIT
 * and USR1, and with the option {@code -Xrs} also INT, TERM and HUP.
 */
public final class Signals {

    /** No program can catch the first two. The JVM needs the others for itself. */
    private static final Set<String> NEVER_CAUGHT = Set.of("KILL", "STOP", "SEGV", "ILL", "FPE", "BUS");

    private Signals() {}

    /** Emits INT: Ctrl-C was typed. */
    public static Many<ReceivedSignal> interrupt() {
        return of("INT");
    }

    /** Emits TERM: the process is asked to end. */
    public static Many<ReceivedSignal> terminate() {
        return of("TERM");
    }

    /**
     * Emits HUP: the terminal was closed, or the configuration is to be read again.
     *
     * @throws IllegalArgumentException if this system has no such signal: Windows
     */
    public static Many<ReceivedSignal> hangUp() {
        return of("HUP");
    }

    /**
     * Emits the signal of that name.
     *
     * @param name without {@code SIG}, such as {@code USR2} or {@code WINCH}
     * @throws IllegalArgumentException if this system has no such signal, or no Java program can catch it
     * @throws SignalException if this Java runtime knows no signals: it was made without {@code jdk.unsupported}
     */
    public static Many<ReceivedSignal> of(String name) {
        if (name.startsWith("SIG")) {
            throw new IllegalArgumentException("the name of a signal is without SIG: " + name.substring(3));
        }
        if (NEVER_CAUGHT.contains(name)) {
            throw new IllegalArgumentException("no Java program can catch " + name);
        }
        CaughtSignal signal = CaughtSignal.of(name);
        return Many.create(
                emitter -> {
                    Consumer<ReceivedSignal> listener = emitter::emit;
                    signal.add(listener);
                    emitter.onClose(() -> signal.remove(listener));
                },
                Overflow.dropOldest(1));
    }
}
