package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.failure.MalformedTextException;
import io.nagare.policy.Decoding;

/**
 * All that a child has written, and how it has ended.
 *
 * @param program the program, as the command names it
 * @param status how it has ended
 * @param stdout what it has written to its standard output; empty if that led elsewhere
 * @param stderr what it has written to its error output; empty if that led elsewhere
 */
public record CommandOutput(String program, ExitStatus status, Bytes stdout, Bytes stderr) {

    /** How much of the error output a failure tells. */
    private static final int TOLD = 300;

    CommandOutput with(ExitStatus known) {
        return new CommandOutput(program, known, stdout, stderr);
    }

    /** Returns the standard output as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return stdout.utf8();
    }

    /**
     * Returns the standard output as text.
     *
     * @throws MalformedTextException with a strict decoding, if it is not in the charset
     */
    public String text(Decoding decoding) {
        return stdout.text(decoding);
    }

    /**
     * Returns this if the child has succeeded.
     *
     * @throws ExitFailureException if not, with the end of the error output
     */
    public CommandOutput orFail() {
        if (!status.isSuccess()) {
            int from = Math.max(0, stderr.length() - TOLD);
            throw new ExitFailureException(program, status, stderr.slice(from).utf8().strip());
        }
        return this;
    }
}
