package io.nagare.http.failure;

import java.net.URI;

/**
 * The body of a response is not what the program asked to read it as: another type, an encoding such as gzip, or an
 * unknown charset.
 *
 * @since 0.1
 */
public final class HttpContentException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Says what the content is, and what was expected. */
    public HttpContentException(String method, URI uri, int status, String what) {
        super(method, uri, "the response " + status + " " + what, null);
        this.status = status;
    }

    /** The status of the response, 100 to 999. */
    public int status() {
        return status;
    }
}
