package io.nagare.http;

import io.nagare.Task;
import io.nagare.driver.Leaf;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.failure.UnclaimedException;
import io.nagare.http.failure.HttpBrokenException;
import io.nagare.http.failure.HttpClosedException;
import io.nagare.http.text.Printable;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, between the threads of the JDK's client and a strand. The JDK's threads leave here what
 * has come, and wake the leaf that waits for it: first an {@link ExchangeSource}, then a {@link BodySource}.
 *
 * <p>Always holds: an exchange is entered in its client from its beginning until nothing more can come. Who closes it
 * gives the connection back, or closes the connection if the response has not been read to its end. That is done once,
 * by whoever comes first: the end of the body, the strand, the response, the client, or the timer of a body without a
 * subscriber.
 */
final class Exchange implements HttpResponse.BodyHandler<Exchange>, HttpResponse.BodySubscriber<Exchange> {

    /*
     * Implementation. Threads meet at pairs of volatile fields: one side writes its own field and then reads the other
     * one. So of two that come at once at least one sees the other: `reader` and what a reader looks at; `closed` and
     * `upstream`; `closed` and `answer`; `claim` and `timer`.
     */

    /** What has become of the body. */
    private enum Claim {
        NONE,
        READER,
        ABANDONED,
        CLOSED
    }

    /** Before JDK 24. The updates of JDK 17 and 21 that have the change too need no other way. */
    private static final boolean OLD = Runtime.version().feature() < 24;

    private final Http http;
    private final String method;
    private final URI uri;
    private final RequestOptions options;

    private final Queue<List<ByteBuffer>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Claim> claim = new AtomicReference<>(Claim.NONE);
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile @Nullable Leaf reader;
    private volatile @Nullable CompletableFuture<?> answer;
    private volatile HttpResponse.@Nullable ResponseInfo head;
    private volatile Flow.@Nullable Subscription upstream;
    private volatile @Nullable Task<?> timer;
    private volatile @Nullable Throwable failure;
    private volatile boolean ended;

    /** Whether the JDK's client has ended the body by itself, so that there is nothing to cancel. */
    private volatile boolean over;

    private volatile boolean closed;

    Exchange(Http http, String method, URI uri, RequestOptions options) {
        this.http = http;
        this.method = method;
        this.uri = uri;
        this.options = options;
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    RequestOptions options() {
        return options;
    }

    /** Sends the request. Called on the strand. The leaf is woken when there is a head or a failure. */
    void start(HttpRequest request, Leaf waiting) {
        reader = waiting;
        HttpClient client = http.enter(this);
        if (client == null) {
            finish(new HttpClosedException(method, uri, "the client is closed"));
            return;
        }
        try {
            CompletableFuture<HttpResponse<Exchange>> sent = client.sendAsync(request, this);
            answer = sent;
            sent.whenComplete((response, thrown) -> {
                // It refers to the request, and so to its subscriber.
                answer = null;
                if (thrown != null) {
                    finish(thrown);
                }
            });
            if (closed) {
                sent.cancel(true);
            }
        } catch (Throwable refused) {
            finish(refused);
        }
    }

    /** Lets another leaf wait from now on, or none. The leaf looks by itself after this call. */
    void wake(@Nullable Leaf leaf) {
        reader = leaf;
    }

    /** The head of the response, or null if there is none yet. */
    HttpResponse.@Nullable ResponseInfo head() {
        return head;
    }

    /** Whether nothing more comes. What has arrived before is seen after this was true. */
    boolean isEnded() {
        return ended;
    }

    /** Why the exchange has ended too early, or null. Valid when it has ended. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** Takes buffers that have arrived, for one unit of what was requested. Returns null if there are none. */
    @Nullable List<ByteBuffer> poll() {
        return arrived.poll();
    }

    /** Whether {@link #request} may be called. If not, the reader is woken when it may. */
    boolean isFlowing() {
        return upstream != null;
    }

    void request(long lists) {
        Flow.Subscription from = upstream;
        if (from != null) {
            from.request(lists);
        }
    }

    /** Takes the body for a reader. Returns why it cannot be had, or null. */
    @Nullable Throwable claim() {
        if (claim.compareAndSet(Claim.NONE, Claim.READER)) {
            stopTimer();
            return null;
        }
        return switch (claim.get()) {
            case ABANDONED -> UnclaimedException.closed(
                    "the response to " + method + " " + Printable.of(uri),
                    options.unclaimed(),
                    "subscribe to its body, discard it or close it, or set a longer limit (unclaimed)");
            case CLOSED -> new HttpClosedException(method, uri, "the response was closed");
            default -> new SubscribedTwiceException("the body of a response");
        };
    }

    boolean isUnclaimed() {
        return claim.get() == Claim.NONE && !closed;
    }

    /** Remembers the timer that will call {@link #abandon}, to stop it when the body is claimed. */
    void timer(Task<?> waiting) {
        timer = waiting;
        if (claim.get() != Claim.NONE) {
            waiting.abort();
        }
    }

    /** Closes this because nobody has subscribed to the body. */
    void abandon() {
        if (claim.compareAndSet(Claim.NONE, Claim.ABANDONED)) {
            close();
        }
    }

    /** Closes this for the program. If the body is being read, its reader fails. */
    void closeResponse() {
        if (!claim.compareAndSet(Claim.NONE, Claim.CLOSED)) {
            finish(new HttpClosedException(method, uri, "the response was closed"));
        } else {
            stopTimer();
        }
        close();
    }

    /** Closes this because its client was closed. */
    void clientClosed() {
        finish(new HttpClosedException(method, uri, "the client was closed"));
        close();
    }

    /** Gives up what has not come yet. Does nothing if all has come. Any thread may call it. */
    void close() {
        closed = true;
        // First: when the peer sees the end, this is no exchange that is under way any more.
        http.leave(this, true);
        CompletableFuture<?> waiting = answer;
        answer = null;
        if (waiting != null && head == null) {
            waiting.cancel(true);
        }
        Flow.Subscription from = upstream;
        if (from != null && !over) {
            drop(from);
        }
    }

    /**
     * Cancels the body. Older clients do not give the connection of HTTP/2 back the room that belongs to what has come
     * and was not asked for, so all of it is asked for; it is dropped here.
     */
    private void drop(Flow.Subscription from) {
        HttpResponse.ResponseInfo answered = head;
        if (OLD && answered != null && answered.version() == HttpClient.Version.HTTP_2) {
            from.request(Long.MAX_VALUE);
        }
        from.cancel();
    }

    private void stopTimer() {
        Task<?> waiting = timer;
        if (waiting != null) {
            waiting.abort();
        }
    }

    private void finish(@Nullable Throwable why) {
        if (ending.compareAndSet(false, true)) {
            failure = why;
            ended = true;
            http.leave(this, why == null || !Failures.isCrowded(why));
            wakeReader();
        }
    }

    private void wakeReader() {
        Leaf waiting = reader;
        if (waiting != null) {
            waiting.wake();
        }
    }

    // The JDK's threads call what follows.

    @Override
    public HttpResponse.BodySubscriber<Exchange> apply(HttpResponse.ResponseInfo info) {
        String wrong = Framing.wrong(method, info);
        if (wrong != null) {
            finish(new HttpBrokenException(method, uri, new ProtocolException(wrong)));
            // Here and now: what the client does next with such a head may fail, and leave its connection open.
            close();
            return this;
        }
        head = info;
        wakeReader();
        return this;
    }

    @Override
    public CompletionStage<Exchange> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (upstream != null) {
            subscription.cancel();
            return;
        }
        upstream = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            wakeReader();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (!closed) {
            arrived.add(buffers);
            wakeReader();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        over = true;
        finish(thrown);
    }

    @Override
    public void onComplete() {
        over = true;
        finish(null);
    }
}
