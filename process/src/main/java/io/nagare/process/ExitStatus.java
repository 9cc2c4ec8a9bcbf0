package io.nagare.process;

import java.util.OptionalInt;

/**
 * How a child has ended.
 *
 * <p>On Unix a signal that ends a child gives the code 128 + its number, as in a shell: 143 for SIGTERM, 137 for
 * SIGKILL. The JDK tells no more, so a child that exits with such a code itself looks the same.
 *
 * @param code what the child has exited with, 0 for success; on Windows any number
 */
public record ExitStatus(int code) {

    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    /** Whether the child has succeeded: with the code 0. */
    public boolean isSuccess() {
        return code == 0;
    }

    /**
     * Returns the signal that has ended the child, 1 to 64, if the code says so. A child that has caught the signal and
     * exits with the signal's code looks the same. Always empty on Windows.
     */
    public OptionalInt signal() {
        int signal = code - SIGNALLED;
        return signal >= 1 && signal <= LAST_SIGNAL && !ChildProcess.ON_WINDOWS
                ? OptionalInt.of(signal)
                : OptionalInt.empty();
    }

    /** Returns the code and, if there is one, the signal. */
    @Override
    public String toString() {
        return signal().isPresent()
                ? "exit code " + code + " (signal " + signal().getAsInt() + ")"
                : "exit code " + code;
    }
}
