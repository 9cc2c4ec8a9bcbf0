package io.nagare;

import java.time.Duration;

/**
 * Something did not happen in the time that it was given.
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
     * @param limit the time it was given
     */
    public TimedOutException(String what, Duration limit) {
        super(what + " within " + limit.toMillis() + " ms");
        this.limit = limit;
    }

    /** The time that was given. */
    public Duration limit() {
        return limit;
    }
}
