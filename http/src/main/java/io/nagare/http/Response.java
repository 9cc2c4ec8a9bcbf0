package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.http.failure.HttpStatusException;
import io.nagare.http.failure.HttpTooLargeException;
import io.nagare.http.text.Printable;
import io.nagare.policy.Decoding;
import io.nagare.policy.LineOptions;
import io.nagare.policy.TimeLimits;
import io.nagare.stage.Engines;
import io.nagare.stage.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, and its body as a stream that can be had once.
 *
 * <p>A response holds a connection until its body has ended, was cancelled, or was closed. One that nobody uses is
 * closed after {@link RequestOptions#unclaimed()}. A stream that discards a response closes it.
 *
 * <p>The body comes as the server sends it: nothing is decompressed, and the client does not ask for compression. The
 * methods that read text fail with {@link io.nagare.http.failure.HttpContentException} if the body is encoded.
 *
 * @since 0.1
 */
public final class Response implements AutoCloseable, Owned {

    private static final int MOST_OF_AN_EVENT = 1 << 20;

    private static final int MOST_DISCARDED = 64 * 1024;

    private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(2);

    private final Exchange exchange;
    private final HttpResponse.ResponseInfo head;
    private final List<URI> trail;
    private final Content content;

    Response(Exchange exchange, HttpResponse.ResponseInfo head, List<URI> trail) {
        this.exchange = exchange;
        this.head = head;
        this.trail = trail;
        this.content = new Content(exchange.method(), exchange.uri(), head.statusCode(), head.headers());
    }

    /** The status, 200 to 999. */
    public int status() {
        return head.statusCode();
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status() >= 200 && status() <= 299;
    }

    /** Returns all headers. Names are compared without regard to case. */
    public HttpHeaders headers() {
        return head.headers();
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers().firstValue(name);
    }

    /** The method of the request. */
    public String method() {
        return exchange.method();
    }

    /** The URI that has answered, after all redirects. */
    public URI uri() {
        return exchange.uri();
    }

    /** The URIs that were asked before and redirected, the first one first. */
    public List<URI> redirects() {
        return trail;
    }

    /** The version of HTTP that the server speaks. */
    public HttpClient.Version version() {
        return head.version();
    }

    /** How long the body is, in bytes, if the server says so; else -1. */
    public long length() {
        return content.length();
    }

    /** How long the body is that really comes. */
    private long bodyLength() {
        return Content.hasBody(method(), status()) ? length() : 0;
    }

    /** Returns this if the status is 200 to 299. Otherwise closes this and throws. */
    public Response requireSuccess() {
        if (!isSuccess()) {
            close();
            throw statusFailure();
        }
        return this;
    }

    HttpStatusException statusFailure() {
        return new HttpStatusException(method(), uri(), status(), headers());
    }

    /**
     * Emits the body. It can be subscribed to once.
     *
     * <p><i>Demand.</i> Reaches the socket: a subscriber without demand stops the server, apart from what the system
     * and the JDK's client hold, about 100 KiB. <i>Cancellation.</i> Closes the connection, or resets the stream of
     * HTTP/2. <i>Errors.</i> {@link io.nagare.http.failure.HttpBodyBrokenException}, {@link
     * io.nagare.http.failure.HttpTimedOutException}, {@link io.nagare.http.failure.HttpClosedException}, {@link
     * io.nagare.failure.SubscribedTwiceException}, {@link io.nagare.failure.UnclaimedException}.
     */
    public ByteStream body() {
        return bodyTelling(null);
    }

    /** As {@link #body()}. Before each item the listener is told, on the strand. If it throws, the stream fails. */
    public ByteStream body(Consumer<? super HttpProgress> listener) {
        return bodyTelling(requireNonNull(listener, "listener"));
    }

    private ByteStream bodyTelling(@Nullable Consumer<? super HttpProgress> listener) {
        return Engines.engine()
                .bytes(new Origin.Driven<>((subscriber, strand) ->
                        new BodySource(exchange, status(), bodyLength(), listener, subscriber, strand).start()));
    }

    /** Emits the whole body, of up to {@link RequestOptions#maxWhole()}. Otherwise as {@link #bytes(int)}. */
    public One<Bytes> bytes() {
        return bytes(exchange.options().maxWhole());
    }

    /**
     * Emits the whole body at its end. Errors: {@link HttpTooLargeException}, at once if the server has announced the
     * length; then the connection is closed.
     *
     * @param most how large the body may be, in bytes, at least 1
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public One<Bytes> bytes(int most) {
        RequestOptions.checkWhole(most);
        return One.defer(() -> {
            if (bodyLength() > most) {
                close();
                return One.error(() -> new HttpTooLargeException(method(), uri(), status(), most, length()));
            }
            return body().collect(() -> new Whole(this, most), Whole::add).map(Whole::bytes);
        });
    }

    /** Emits the whole body as text, as {@link #bytes()}. Its charset is that of {@code Content-Type}, else UTF-8. */
    public One<String> text() {
        return One.defer(() -> {
            Decoding decoding = orClose(content::decoding);
            return bytes().map(bytes -> bytes.text(decoding));
        });
    }

    /** Emits the lines, in the charset of {@code Content-Type}, else UTF-8. See {@link ByteStream#lines()}. */
    public Many<String> lines() {
        return Many.defer(() -> body().lines(LineOptions.defaults().decoding(orClose(content::decoding))));
    }

    /**
     * Emits the lines of newline-delimited JSON, without the empty ones. A line is not parsed.
     *
     * @param maxLength the longest line allowed, in bytes, at least 1
     */
    public Many<String> jsonLines(int maxLength) {
        LineOptions options =
                LineOptions.defaults().maxLength(maxLength).decoding(Decoding.utf8().strict());
        return Many.defer(() -> {
            orClose(content::plain);
            return body().lines(options).filter(line -> !line.isBlank());
        });
    }

    /** Emits the events of a stream of them, of up to 1 MiB each. Otherwise as {@link #events(int)}. */
    public Many<ServerSentEvent> events() {
        return events(MOST_OF_AN_EVENT);
    }

    /**
     * Emits the events of a stream of type {@code text/event-stream} (server-sent events). Demand: as
     * {@link ByteStream#lines()}. It does not connect again at the end. Errors:
     * {@link io.nagare.http.failure.HttpContentException} if the body is of another type;
     * {@link io.nagare.failure.FrameTooLongException}.
     *
     * @param maxEvent the largest event allowed, in bytes, at least 1
     * @throws IllegalArgumentException if {@code maxEvent} is less than 1
     */
    public Many<ServerSentEvent> events(int maxEvent) {
        if (maxEvent < 1) {
            throw new IllegalArgumentException("the largest event must have at least 1 byte, but was " + maxEvent);
        }
        return Many.defer(() -> {
            orClose(() -> content.require("text/event-stream"));
            return body().gather(
                    ServerSentEvent.class,
                    () -> new EventParser(maxEvent),
                    (parser, bytes, output) -> parser.read(bytes, output),
                    (parser, output) -> {});
        });
    }

    /**
     * Makes the connection free for others: reads the rest of the body and drops it. If there are more than 64 KiB, or
     * they take longer than two seconds, the connection is closed. Completes in any case.
     */
    public One<Void> discard() {
        return One.defer(() -> {
            if (bodyLength() > MOST_DISCARDED) {
                close();
                return One.empty();
            }
            return body().gather(
                            Void.class,
                            () -> new long[1],
                            (read, bytes, output) -> {
                                read[0] += bytes.length();
                                if (read[0] > MOST_DISCARDED) {
                                    output.complete();
                                }
                            },
                            (read, output) -> {})
                    .timeout(TimeLimits.total(LONGEST_DISCARDING))
                    .onErrorComplete()
                    .then();
        });
    }

    /**
     * Closes the connection, or resets the stream of HTTP/2, unless the body has ended. A subscriber to the body gets
     * {@link io.nagare.http.failure.HttpClosedException}. Any thread may call it. Calling it again does nothing.
     */
    @Override
    public void close() {
        exchange.closeResponse();
    }

    /** Closes this: the task that it was given to has ended. */
    @Override
    public void ownerEnded(boolean completed) {
        close();
    }

    /** Closes this if the content is not what it should be. */
    private <T> T orClose(Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException wrong) {
            close();
            throw wrong;
        }
    }

    /** The status, the method and the URI. */
    @Override
    public String toString() {
        return status() + " " + method() + " " + Printable.of(uri());
    }
}
