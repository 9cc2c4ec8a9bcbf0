package io.nagare.process;

/**
 * A signal that this process has got.
 *
 * @param name its name without {@code SIG}, such as {@code TERM}
 * @param number its number on this system
 */
public record ReceivedSignal(String name, int number) {

    /** Returns the code with which a shell reports a process that the signal has ended: 128 + the number. */
    public int exitCode() {
        return 128 + number;
    }
}
