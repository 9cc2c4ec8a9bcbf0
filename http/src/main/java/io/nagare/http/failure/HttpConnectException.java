package io.nagare.http.failure;

import java.net.URI;

/**
 * No connection could be made: the host is unknown, or it refused. The server has not seen the request.
 *
 * @since 0.1
 */
public final class HttpConnectException extends HttpException {

    private static final long serialVersionUID = 1L;

    /** Names the reason. */
    public HttpConnectException(String method, URI uri, String why, Throwable cause) {
        super(method, uri, "no connection: " + why, cause);
    }
}
