package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What a request sends. It is subscribed to on the strand of the request, each time the request is sent: a redirect
 * (307 and 308), a retry and the JDK's client may send a request again. Of a publisher that can be subscribed to only
 * once, say so with {@link #once()}. Safe for use by any number of threads.
 *
 * @since 0.1
 */
public final class RequestBody {

    private static final int PIECE = 64 * 1024;

    private static final RequestBody NONE = new RequestBody(random -> new Prepared(null, 0, Many.empty()), null, null);

    /**
     * A body that is about to be sent.
     *
     * @param contentType null if it has none
     * @param length in bytes; -1 if it is not known
     * @param bytes the body
     */
    record Prepared(@Nullable String contentType, long length, Publisher<? extends Bytes> bytes) {

        Publisher<? extends Bytes> open() {
            return bytes;
        }
    }

    /** Makes what is sent. */
    @FunctionalInterface
    interface Content {
        Prepared prepare(LongUnaryOperator random);
    }

    private final Content content;
    private final @Nullable String type;

    /** Whether a body that can be read once was read; null for others. */
    private final @Nullable AtomicBoolean used;

    private RequestBody(Content content, @Nullable String type, @Nullable AtomicBoolean used) {
        this.content = content;
        this.type = type;
        this.used = used;
    }

    static RequestBody of(Content content) {
        return new RequestBody(content, null, null);
    }

    /** Sends nothing. */
    public static RequestBody none() {
        return NONE;
    }

    /** Sends the bytes. */
    public static RequestBody of(Bytes bytes) {
        requireNonNull(bytes, "bytes");
        return of(random -> new Prepared(null, bytes.length(), ByteStream.of(Many.just(bytes)).chunked(PIECE)));
    }

    /** Sends the text in UTF-8, as {@code text/plain}. */
    public static RequestBody text(String text) {
        return of(Bytes.utf8(text)).type("text/plain; charset=utf-8");
    }

    /** Sends the text in UTF-8, as {@code application/json}. */
    public static RequestBody json(String json) {
        return of(Bytes.utf8(json)).type("application/json");
    }

    /** Sends the fields of a form, as {@code application/x-www-form-urlencoded} in UTF-8. */
    public static RequestBody form(Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return of(Bytes.utf8(text)).type("application/x-www-form-urlencoded");
    }

    /** Sends a form of several parts. Each time it is sent, it has another boundary, which is drawn at random. */
    public static RequestBody multipart(Multipart form) {
        return of(requireNonNull(form, "form")::prepare);
    }

    /**
     * Sends a stream whose length is not known. The JDK's client requests what it has room for, so a slow server slows
     * the publisher down.
     */
    public static RequestBody stream(Publisher<? extends Bytes> bytes) {
        requireNonNull(bytes, "bytes");
        return of(random -> new Prepared(null, -1, bytes));
    }

    /**
     * Sends a stream whose length is known. A stream of another length fails the request.
     *
     * @param length in bytes, at least 0
     * @throws IllegalArgumentException if the length is negative
     */
    public static RequestBody stream(Publisher<? extends Bytes> bytes, long length) {
        requireNonNull(bytes, "bytes");
        if (length < 0) {
            throw new IllegalArgumentException("the length of a body must be at least 0 bytes, but was " + length);
        }
        return of(random -> new Prepared(null, length, bytes));
    }

    /**
     * The same, sent with another {@code Content-Type}. A header of that name in the request comes first.
     *
     * @throws IllegalArgumentException if the type is not one line of ASCII
     */
    public RequestBody type(String contentType) {
        return new RequestBody(content, HeaderCheck.mediaType(requireNonNull(contentType, "contentType")), used);
    }

    /** The same, but it is subscribed to only once. A request that would have to send it again fails instead. */
    public RequestBody once() {
        return new RequestBody(content, type, new AtomicBoolean());
    }

    /** Whether it can be sent now. */
    boolean isReadable() {
        return used == null || !used.get();
    }

    Prepared prepare(LongUnaryOperator random) {
        Prepared plain = content.prepare(random);
        AtomicBoolean once = used;
        return new Prepared(
                type != null ? type : plain.contentType(),
                plain.length(),
                once == null ? plain.bytes() : Many.defer(() -> open(plain, once)));
    }

    private static Publisher<? extends Bytes> open(Prepared plain, AtomicBoolean once) {
        if (once.compareAndSet(false, true)) {
            return plain.bytes();
        }
        throw new IllegalStateException(
                "it would have to be sent a second time, and can be read only once; see RequestBody.once()");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
