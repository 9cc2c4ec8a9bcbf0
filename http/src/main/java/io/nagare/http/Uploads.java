package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.Strand;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, for the JDK's client. The client subscribes to it on a thread of its own, and subscribes
 * again if it repeats the request. Each subscription is an {@link Upload} on the strand of the request.
 *
 * <p>The JDK's threads call {@link #subscribe}; all else is called on the strand.
 */
final class Uploads implements Flow.Publisher<ByteBuffer> {

    private final Request request;
    private final RequestBody.Prepared body;
    private final ExchangeSource source;

    private volatile @Nullable Upload last;
    private @Nullable Throwable failure;
    private long sent;
    private boolean cancelled;

    Uploads(Request request, ExchangeSource source) {
        this.request = request;
        this.source = source;
        this.body = request.body().prepare(source.strand().driver()::random);
    }

    @Nullable String contentType() {
        return body.contentType();
    }

    BodyPublisher publisher() {
        if (body.length() == 0) {
            return BodyPublishers.noBody();
        }
        return body.length() > 0
                ? BodyPublishers.fromPublisher(this, body.length())
                : BodyPublishers.fromPublisher(this);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> target) {
        Upload upload = new Upload(this, requireNonNull(target, "subscriber"));
        last = upload;
        upload.wake();
    }

    Strand strand() {
        return source.strand();
    }

    RequestBody.Prepared body() {
        return body;
    }

    /** Begins to count anew: the client sends the body from its beginning. */
    void begun() {
        sent = 0;
    }

    /** Counts bytes that are about to be handed over, and tells the program. */
    void sent(int bytes) {
        if (body.length() >= 0 && sent + bytes > body.length()) {
            throw new IllegalStateException(
                    "it was announced with " + body.length() + " bytes, but has " + (sent + bytes) + " or more");
        }
        sent += bytes;
        source.uploaded();
        if (request.progress() != null) {
            request.progress().accept(new HttpProgress(sent, body.length()));
        }
    }

    /** Says what is wrong with the end of the body, or returns null. */
    @Nullable Throwable wrongEnd() {
        return body.length() > sent
                ? new IllegalStateException("it was announced with " + body.length() + " bytes, but has " + sent)
                : null;
    }

    long sent() {
        return sent;
    }

    /** Remembers why the body has failed. */
    void failed(Throwable why) {
        failure = why;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /** Tells the source that an upload has ended. */
    void ended() {
        source.wake();
    }

    /** Whether nothing is being sent. */
    boolean areIdle() {
        Upload upload = last;
        return upload == null || upload.isDone();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Gives up: the request is not wanted any more. */
    void cancel() {
        cancelled = true;
        Upload upload = last;
        if (upload != null) {
            upload.stop();
        }
    }
}
