package io.nagare.failure;

import java.time.Duration;

/**
 * Something did not happen within its time limit.
 *
 * @since 0.1
 */
public final class TimedOutException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    /**
     * Names what was waited for.
     *
     * @param what what did not happen, for example "timeout: no item"
     * @param limit the time limit
     */
    public TimedOutException(String what, Duration limit) {
        super(what + " within " + limit.toMillis() + " ms");
        this.limit = limit;
    }

    /** The time limit. */
    public Duration limit() {
        return limit;
    }
}
