package io.nagare.http;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.http.failure.HttpTimedOutException;
import io.nagare.http.failure.HttpTimedOutException.Phase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a request, on its strand. It sends the request when there is demand, and emits the response when its
 * head is there.
 *
 * <p>Always holds: an exchange that was started is handed on with the response, or is closed. A response that nobody
 * uses is closed by a timer.
 */
final class ExchangeSource extends Leaf implements StrandSubscription {

    /** How long a request waits for a place on a connection until it looks by itself; doubled each time. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MOST_DOUBLINGS = 5;

    private final Request request;
    private final List<URI> trail;
    private final StrandSubscriber<? super Response> subscriber;
    private final Deadline deadline;
    private Exchange exchange;
    private @Nullable Uploads uploads;

    /** When this looks by itself whether there is a place; null if it does not wait for one. */
    private @Nullable Deadline pause;

    /** How often this has waited for a place, and since when. */
    private int looks;

    private long crowdedSince;
    private boolean started;
    private boolean cancelled;

    /** Whether the response or a failure was passed on. */
    private boolean answered;

    private boolean done;

    ExchangeSource(
            Request request, List<URI> trail, StrandSubscriber<? super Response> subscriber, Strand strand) {
        super(strand);
        this.request = request;
        this.trail = trail;
        this.exchange = exchange();
        this.subscriber = subscriber;
        this.deadline = strand.driver().deadline(this);
    }

    private Exchange exchange() {
        return new Exchange(request.http(), request.method(), request.uri(), request.options());
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (started || done) {
            return;
        }
        started = true;
        limitHead();
        send();
        run();
    }

    private void send() {
        try {
            Uploads body = new Uploads(request, this);
            uploads = body;
            exchange.start(request.toJdk(body.publisher(), body.contentType()), this);
        } catch (Throwable refused) {
            fail(refused);
        }
    }

    /** Lets the time for the head begin anew. */
    private void limitHead() {
        deadline.arm(now() + request.options().headTimeout().toNanos());
    }

    /** Called on the strand when the client has taken a piece of the request's body. */
    void uploaded() {
        if (!answered && !done) {
            limitHead();
        }
    }

    @Override
    protected void run() {
        if (!started || done) {
            return;
        }
        if (answered) {
            endWithUpload();
            return;
        }
        Deadline waiting = pause;
        if (waiting != null && !deadline.reached()) {
            tryAgain(waiting);
            if (done) {
                return;
            }
        }
        HttpResponse.ResponseInfo head = exchange.head();
        if (head != null) {
            succeed(head);
        } else if (exchange.isEnded() && !isCrowded()) {
            fail(Failures.beforeHead(exchange, exchange.failure(), uploads, request.http().options()));
        } else if (deadline.reached() || hasWaitedTooLong()) {
            fail(new HttpTimedOutException(
                    exchange.method(), exchange.uri(), Phase.HEAD, request.options().headTimeout(), 0));
        } else if (exchange.isEnded()) {
            awaitPlace();
        }
    }

    /** Whether a server has refused this for so long. Each time it lets an upload begin, the deadline begins anew. */
    private boolean hasWaitedTooLong() {
        return exchange.isEnded() && looks > 0 && now() - crowdedSince > request.options().headTimeout().toNanos();
    }

    private long now() {
        return strand().driver().time().nanoTime();
    }

    /** Whether the request found no place on a connection, and can be sent again. */
    private boolean isCrowded() {
        Throwable failure = exchange.failure();
        return failure != null && Failures.isCrowded(failure) && request.body().isReadable();
    }

    /** Waits until another request has left its place on the connection. Looks by itself now and then. */
    private void awaitPlace() {
        if (uploads != null) {
            uploads.cancel();
        }
        Deadline look = strand().driver().deadline(this);
        pause = look;
        if (looks == 0) {
            crowdedSince = now();
        }
        long wait = PAUSE << Math.min(looks++, MOST_DOUBLINGS);
        look.arm(now() + wait + strand().driver().random(wait));
        request.http().places().await(this);
    }

    /** Sends the request again, whoever has woken this. */
    private void tryAgain(Deadline waiting) {
        stopWaiting(waiting);
        exchange = exchange();
        send();
    }

    private void stopWaiting(Deadline waiting) {
        waiting.disarm();
        pause = null;
        request.http().places().forget(this);
    }

    private void succeed(HttpResponse.ResponseInfo head) {
        answered = true;
        deadline.disarm();
        exchange.wake(null);
        subscriber.onNext(new Response(exchange, head, trail));
        if (!cancelled) {
            endWithUpload();
        }
        limitWait();
    }

    /** Completes when the request's body has been sent too: this strand sends it. */
    private void endWithUpload() {
        if (uploads == null || uploads.areIdle()) {
            done = true;
            subscriber.onComplete();
        }
    }

    /** Starts a timer that closes the exchange, unless the body has a subscriber already. */
    private void limitWait() {
        if (exchange.isUnclaimed()) {
            // The timer must not refer to this source, and so to its subscriber.
            Exchange held = exchange;
            Task<Void> timer = Nagare.current()
                    .spawn(One.delay(request.options().unclaimed()).doFinally(end -> held.abandon()));
            held.timer(timer);
            if (timer.isDone()) {
                held.abandon();
            }
        }
    }

    private void fail(Throwable failure) {
        answered = true;
        done = true;
        giveUp();
        subscriber.onError(failure);
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (done) {
            return;
        }
        done = true;
        if (!answered) {
            giveUp();
        } else if (uploads != null) {
            uploads.cancel();
        }
    }

    private void giveUp() {
        deadline.disarm();
        if (pause != null) {
            stopWaiting(pause);
        }
        exchange.wake(null);
        exchange.close();
        if (uploads != null) {
            uploads.cancel();
        }
    }
}
