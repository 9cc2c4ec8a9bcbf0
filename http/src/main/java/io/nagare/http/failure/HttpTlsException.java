package io.nagare.http.failure;

import java.net.URI;

/**
 * The connection could not be encrypted: the server's certificate is refused, or the two sides have nothing in common.
 * The server has not seen the request.
 *
 * @since 0.1
 */
public final class HttpTlsException extends HttpException {

    private static final long serialVersionUID = 1L;

    /** Names the reason. */
    public HttpTlsException(String method, URI uri, Throwable cause) {
        super(method, uri, "no encrypted connection: " + said(cause), cause);
    }
}
