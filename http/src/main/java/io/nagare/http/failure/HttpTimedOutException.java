package io.nagare.http.failure;

import java.net.URI;
import java.time.Duration;

/**
 * A part of an exchange took longer than its limit.
 *
 * @since 0.1
 */
public final class HttpTimedOutException extends HttpException {

    /** What took too long. */
    public enum Phase {
        /** Connecting. The server has not seen the request. */
        CONNECT,
        /** From the beginning to the head of the response, with connecting and sending. */
        HEAD,
        /** The next bytes of the body, while the program was waiting for them. */
        BODY
    }

    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final Duration limit;
    private final long received;

    /**
     * Names the phase and its limit.
     *
     * @param received how much of the body had arrived, in bytes
     */
    public HttpTimedOutException(String method, URI uri, Phase phase, Duration limit, long received) {
        super(
                method,
                uri,
                switch (phase) {
                    case CONNECT -> "no connection within " + limit.toMillis() + " ms";
                    case HEAD -> "no response within " + limit.toMillis() + " ms";
                    case BODY -> "no more of the body within " + limit.toMillis() + " ms, after " + received + " bytes";
                },
                null);
        this.phase = phase;
        this.limit = limit;
        this.received = received;
    }

    /** What took too long. */
    public Phase phase() {
        return phase;
    }

    /** The limit that was passed. */
    public Duration limit() {
        return limit;
    }

    /** How much of the body had arrived, in bytes. */
    public long received() {
        return received;
    }
}
