package io.nagare.http.failure;

import java.net.URI;
import java.util.List;

/**
 * A redirect cannot be followed. The usual reason is a loop of redirects.
 *
 * @since 0.1
 */
public final class HttpRedirectException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<URI> trail;

    /**
     * Says why it cannot be followed.
     *
     * @param trail the URIs that were asked, the first one first
     */
    public HttpRedirectException(String method, URI uri, int status, List<URI> trail, String why) {
        super(method, uri, "the redirect " + status + " cannot be followed: " + why, null);
        this.status = status;
        this.trail = List.copyOf(trail);
    }

    /** The status of the last response, 301 to 308. */
    public int status() {
        return status;
    }

    /** The URIs that were asked, the first one first. */
    public List<URI> trail() {
        return trail;
    }
}
