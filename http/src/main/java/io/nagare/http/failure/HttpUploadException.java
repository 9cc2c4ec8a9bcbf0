package io.nagare.http.failure;

import java.net.URI;

/**
 * The body of the request could not be sent: its publisher failed, it did not have the announced length, or it was
 * needed a second time and can be read only once.
 *
 * @since 0.1
 */
public final class HttpUploadException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final long sent;

    /**
     * Names the reason.
     *
     * @param sent how much was handed over before, in bytes
     */
    public HttpUploadException(String method, URI uri, long sent, Throwable cause) {
        super(method, uri, "the body of the request failed after " + sent + " bytes: " + said(cause), cause);
        this.sent = sent;
    }

    /** How much of the body was handed over for sending, in bytes. */
    public long sent() {
        return sent;
    }
}
