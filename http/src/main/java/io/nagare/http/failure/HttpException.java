package io.nagare.http.failure;

import io.nagare.failure.NagareException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request has failed. The message begins with the method and the URI, without a user's name and password in it.
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
        super(method + " " + shown(uri) + ": " + what, cause);
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

    /** Shows a URI without a user's name and password. */
    static String shown(URI uri) {
        String text = uri.toString();
        String user = uri.getRawUserInfo();
        return user == null ? text : text.replace(user + "@", "");
    }

    /** What a failure says, or its type if it says nothing. */
    static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
