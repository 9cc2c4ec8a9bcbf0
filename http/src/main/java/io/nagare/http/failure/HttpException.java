package io.nagare.http.failure;

import io.nagare.failure.NagareException;
import io.nagare.http.text.Printable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request has failed. The message begins with the method and the URI, without a user's name and password in it. What
 * a server has sent is shown in one line, and no more than 1,000 characters of it.
 *
 * @since 0.1
 */
public abstract sealed class HttpException extends NagareException
        permits HttpBodyBrokenException,
                HttpBrokenException,
                HttpClosedException,
                HttpConnectException,
                HttpContentException,
                HttpRedirectException,
                HttpStatusException,
                HttpTimedOutException,
                HttpTlsException,
                HttpTooLargeException,
                HttpUploadException {

    private static final long serialVersionUID = 1L;

    private final String method;
    private final URI uri;

    HttpException(String method, URI uri, String what, @Nullable Throwable cause) {
        super(method + " " + Printable.of(uri) + ": " + Printable.of(what), cause);
        this.method = method;
        this.uri = uri;
    }

    /** The method of the request. */
    public final String method() {
        return method;
    }

    /** The URI of the request; after a redirect, the one that was redirected to. */
    public final URI uri() {
        return uri;
    }

    /** What a failure says, or its type if it says nothing. */
    static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
