package io.nagare.http.failure;

import java.net.URI;

/**
 * The client or the response was closed, so there is no response, or no more of it.
 *
 * @since 0.1
 */
public final class HttpClosedException extends HttpException {

    private static final long serialVersionUID = 1L;

    /** Says what was closed, as in "the client was closed". */
    public HttpClosedException(String method, URI uri, String what) {
        super(method, uri, what, null);
    }
}
