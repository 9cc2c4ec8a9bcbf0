package io.nagare.http.failure;

import java.net.URI;

/**
 * The exchange broke before the head of the response had arrived. The server closed the connection, reset it, or sent
 * what is no HTTP. It is unknown whether the server has acted on the request.
 *
 * @since 0.1
 */
public final class HttpBrokenException extends HttpException {

    private static final long serialVersionUID = 1L;

    /** Names the reason. */
    public HttpBrokenException(String method, URI uri, Throwable cause) {
        super(method, uri, "no response: " + said(cause), cause);
    }
}
