package io.nagare.http.failure;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * The server answered with a status that the program does not take.
 *
 * @since 0.1
 */
public final class HttpStatusException extends HttpException {

    private static final long serialVersionUID = 1L;

    private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final int status;
    private final transient HttpHeaders headers;

    /** Names the status and keeps the headers. */
    public HttpStatusException(String method, URI uri, int status, HttpHeaders headers) {
        super(method, uri, "the server answered with status " + status, null);
        this.status = status;
        this.headers = headers;
    }

    /** The status of the response, 100 to 999. */
    public int status() {
        return status;
    }

    /** The headers of the response, for instance {@code Retry-After}. Empty after serialization. */
    @SuppressWarnings("ConstantValue")
    public HttpHeaders headers() {
        return headers == null ? NONE : headers;
    }

    /** The values of a header, in their order. */
    public List<String> header(String name) {
        return headers().allValues(name);
    }
}
