package io.nagare.nats;

import io.nagare.Bytes;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.nats.failure.AnswerLostException;
import io.nagare.nats.failure.NoReceiverException;
import io.nagare.nats.failure.RequestFailedException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nagare.value.Undecodable;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that asks, on its strand. It sends the request on the first connection there is, and never again.
 * The stage behind it knows the deadline, and cancels this.
 */
final class Asking<T, R> extends Leaf implements StrandSubscription, LinkUser {

    /** The header that says how many milliseconds the asker waits. */
    static final String WAITS = "Nagare-Waits";

    /** About how many bytes the headers of a message take. */
    private static final int HEADERS = 64;

    private final NatsRequests<T, R> of;
    private final T value;
    private final Duration deadline;
    private final StrandSubscriber<? super R> subscriber;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private byte[] body = new byte[0];
    private @Nullable CompletableFuture<Message> call;
    private @Nullable R answer;
    private boolean begun;
    private boolean wanted;
    private boolean done;

    Asking(
            NatsRequests<T, R> of,
            T value,
            Duration deadline,
            StrandSubscriber<? super R> subscriber,
            Strand strand) {
        super(strand);
        this.of = of;
        this.value = value;
        this.deadline = deadline;
        this.subscriber = subscriber;
    }

    void start() {
        subscriber.onSubscribe(this);
        if (done) {
            return;
        }
        try {
            body = of.requests.encode(value).toArray();
        } catch (Throwable failure) {
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a codec in a stream that was cancelled");
            } else {
                fail(failure);
            }
            return;
        }
        if (done) {
            return;
        }
        begun = of.linking.underway().begin();
        if (begun) {
            of.linking.add(this);
        } else {
            fail(Linking.closedFor(of.subject));
        }
    }

    @Override
    public void request(long n) {
        wanted = true;
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            end();
        }
    }

    // From any thread.

    private void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link link) {
        event(() -> send(link));
    }

    @Override
    public void down(Link link) {
        // The call fails with it.
    }

    @Override
    public void closed() {
        event(() -> fail(Linking.closedFor(of.subject)));
    }

    // On the strand.

    @Override
    protected void run() {
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        R item = answer;
        if (!done && item != null && wanted) {
            end();
            subscriber.onNext(item);
            if (!subscriber.isDone()) {
                subscriber.onComplete();
            }
        }
    }

    private void send(Link link) {
        if (call != null || link.isLost()) {
            return;
        }
        if (body.length + HEADERS > link.maxPayload()) {
            fail(new ValueTooLargeException(of.subject, body.length, link.maxPayload()));
            return;
        }
        Headers headers = new Headers().put(WAITS, Long.toString(deadline.toMillis()));
        CompletableFuture<Message> sent = link.call(of.subject, headers, body);
        call = sent;
        sent.whenComplete((message, failure) -> event(() -> answered(message)));
    }

    private void answered(@Nullable Message message) {
        if (message == null) {
            fail(new AnswerLostException(of.subject));
        } else if (Replies.isDenied(message)) {
            fail(Replies.denied("to let this user ask on " + of.subject, message));
        } else if (Replies.isUnanswered(message)) {
            fail(new NoReceiverException(of.subject));
        } else {
            String failure = message.getHeaders() == null ? null : message.getHeaders().getFirst(NatsRequest.FAILURE);
            if (failure != null) {
                fail(new RequestFailedException(of.subject, failure));
            } else {
                decode(message);
            }
        }
    }

    private void decode(Message message) {
        try {
            answer = Undecodable.<R>fail()
                    .decode(of.answers, Bytes.wrap(message.getData()), () -> "an answer of \"" + of.subject + "\"");
        } catch (Throwable failure) {
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a codec in a stream that was cancelled");
            } else {
                fail(failure);
            }
        }
    }

    private void fail(Throwable failure) {
        if (!done) {
            end();
            subscriber.onError(failure);
        }
    }

    private void end() {
        done = true;
        answer = null;
        events.clear();
        of.linking.remove(this);
        if (call != null) {
            call.cancel(false);
        }
        if (begun) {
            begun = false;
            of.linking.underway().end();
        }
    }
}
