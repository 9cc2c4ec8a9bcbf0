package io.nagare.http.failure;

import java.net.URI;

/**
 * The body of a response broke off: the server closed the connection too early, sent what is no HTTP, reset the stream,
 * or announced another length than it sent.
 *
 * @since 0.1
 */
public final class HttpBodyBrokenException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final long received;
    private final long expected;

    /**
     * Says how much had arrived.
     *
     * @param received in bytes
     * @param expected the length that the server had announced, in bytes; -1 if it had announced none
     */
    public HttpBodyBrokenException(
            String method, URI uri, int status, long received, long expected, Throwable cause) {
        super(
                method,
                uri,
                "the body of the response " + status + " broke off after " + received
                        + (expected < 0 ? " bytes: " : " of " + expected + " bytes: ") + said(cause),
                cause);
        this.status = status;
        this.received = received;
        this.expected = expected;
    }

    /** The status of the response, 100 to 999. */
    public int status() {
        return status;
    }

    /** How much of the body had arrived, in bytes. */
    public long received() {
        return received;
    }

    /** How long the body should have been, in bytes; -1 if the server had not said that. */
    public long expected() {
        return expected;
    }
}
