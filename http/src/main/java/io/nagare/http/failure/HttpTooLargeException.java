package io.nagare.http.failure;

import java.net.URI;

/**
 * A body that was to be collected whole is larger than the bound for that.
 *
 * @since 0.1
 */
public final class HttpTooLargeException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final long bound;
    private final long length;

    /**
     * Names the bound and the length.
     *
     * @param bound in bytes
     * @param length how long the body is at least, in bytes
     */
    public HttpTooLargeException(String method, URI uri, int status, long bound, long length) {
        super(
                method,
                uri,
                "the body of the response " + status + " has " + length + " bytes or more, but at most " + bound
                        + " are collected; give a larger bound, or read the body as a stream",
                null);
        this.status = status;
        this.bound = bound;
        this.length = length;
    }

    /** The status of the response, 100 to 999. */
    public int status() {
        return status;
    }

    /** The bound, in bytes. */
    public long bound() {
        return bound;
    }

    /** How long the body is at least, in bytes. */
    public long length() {
        return length;
    }
}
