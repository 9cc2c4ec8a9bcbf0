package io.nagare.failure;

/**
 * A stream was subscribed again as often as its retry policy allows, and has failed each time. The cause is the last
 * failure.
 *
 * @since 0.1
 */
public final class RetriesExhaustedException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final long retries;

    /** Names the number of retries and the failure of the last one. */
    public RetriesExhaustedException(long retries, Throwable last) {
        super("retry: gave up after " + (retries + 1) + " attempts, the last of which failed with " + last, last);
        this.retries = retries;
    }

    /** How many retries there were: one less than attempts. */
    public long retries() {
        return retries;
    }
}
