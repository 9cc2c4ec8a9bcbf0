package io.nagare.http;

import io.nagare.http.failure.HttpBodyBrokenException;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpConnectException;
import io.nagare.http.failure.HttpException;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import io.nagare.http.failure.HttpTlsException;
import io.nagare.http.failure.HttpUploadException;
import io.nagare.http.text.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what the failures of the JDK's client mean. Stateless. */
final class Failures {

    /** What the JDK's client says if it counts by itself, and if the server refuses a stream (RFC 9113, 8.7). */
    private static final Set<String> CROWDED =
            Set.of("too many concurrent streams", "Received RST_STREAM: Stream not processed");

    private Failures() {}

    /** Returns the failure of an exchange that has ended without a head. */
    static Throwable beforeHead(
            Exchange exchange, @Nullable Throwable failure, @Nullable Uploads uploads, HttpOptions options) {
        Throwable cause = unwrap(failure);
        if (cause instanceof HttpException) {
            return cause;
        }
        if (uploads != null && uploads.failure() != null) {
            return new HttpUploadException(exchange.method(), exchange.uri(), uploads.sent(), uploads.failure());
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new HttpTimedOutException(
                    exchange.method(), exchange.uri(), Phase.CONNECT, options.connectTimeout(), 0);
        }
        if (cause instanceof ConnectException) {
            return new HttpConnectException(exchange.method(), exchange.uri(), why(exchange, cause), cause);
        }
        if (cause instanceof SSLException) {
            return new HttpTlsException(exchange.method(), exchange.uri(), cause);
        }
        return new HttpBrokenException(exchange.method(), exchange.uri(), cause);
    }

    /** Returns the failure of a body that has broken off. */
    static Throwable ofBody(Exchange exchange, Throwable failure, int status, long received, long expected) {
        Throwable cause = unwrap(failure);
        return cause instanceof HttpException
                ? cause
                : new HttpBodyBrokenException(exchange.method(), exchange.uri(), status, received, expected, cause);
    }

    /**
     * Whether a connection of HTTP/2 has no place for the request, because it has as many as its server allows. The
     * server has not acted on this one.
     */
    static boolean isCrowded(Throwable failure) {
        Throwable cause = plain(failure);
        return cause instanceof IOException && CROWDED.contains(String.valueOf(cause.getMessage()));
    }

    /** Whether the server cannot have seen the request. */
    static boolean isUnseenByServer(Throwable failure) {
        return failure instanceof HttpConnectException
                || failure instanceof HttpTlsException
                || (failure instanceof HttpTimedOutException late && late.phase() == Phase.CONNECT);
    }

    private static String why(Exchange exchange, Throwable refused) {
        for (Throwable at = refused; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return "the host " + exchange.uri().getHost() + " is unknown";
            }
        }
        String message = refused.getMessage();
        return message == null ? exchange.uri().getHost() + " cannot be reached" : message;
    }

    private static Throwable unwrap(@Nullable Throwable failure) {
        return failure == null ? new IllegalStateException("ended without a reason") : Printable.of(plain(failure));
    }

    private static Throwable plain(Throwable failure) {
        Throwable at = failure;
        while ((at instanceof CompletionException || at instanceof ExecutionException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
