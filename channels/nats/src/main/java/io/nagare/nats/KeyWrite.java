package io.nagare.nats;

import io.nagare.channels.base.Question;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that changes the value of a key, on its strand. It emits whether the value was replaced. When its
 * turn has come, it makes a message from what is known of the key, which the server stores only if nothing newer is
 * there. If there is, it waits until the watch has heard of that, and makes another one.
 *
 * <p>Always holds: without an answer the same message is sent again, which the server knows by its number. So a change
 * that was stored is not made twice.
 */
final class KeyWrite<T> extends Leaf implements StrandSubscription, Question<Link> {

    private static final String EXPECTED = "Nats-Expected-Last-Subject-Sequence";

    /** About how many bytes the headers of a message take. */
    private static final int HEADERS = 192;

    /** Returns the new value, or null if nothing is to change. Called on the strand. */
    @FunctionalInterface
    interface Change<T> {
        @Nullable T apply(Known<T> now);
    }

    /** What a value is stored for. */
    enum Purpose {

        /** There is to be a value. Whoever may only read need not store one if there is. */
        OPEN,
        CHANGE,
        CLOSE
    }

    /** A message, and the revision that it replaces. */
    private record Attempt<T>(T value, byte[] body, Headers headers, long expected) {}

    private final StreamWatch<T> watch;
    private final Change<T> change;
    private final boolean closes;

    /** Whether this has to look whether there is a value, before it stores one. */
    private boolean looksFirst;

    private final StrandSubscriber<? super Boolean> subscriber;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private @Nullable Link link;
    private @Nullable Attempt<T> attempt;

    /** Whether the attempt found something newer, which the watch has not heard of. */
    private boolean outdated;

    /** Counts what was sent, so that old answers can be told. */
    private int sent;

    private @Nullable Boolean result;
    private boolean wanted;
    private boolean emitted;
    private boolean done;

    KeyWrite(
            StreamWatch<T> watch,
            Change<T> change,
            Purpose purpose,
            StrandSubscriber<? super Boolean> subscriber,
            Strand strand) {
        super(strand);
        this.watch = watch;
        this.change = change;
        this.closes = purpose == Purpose.CLOSE;
        this.looksFirst = purpose == Purpose.OPEN;
        this.subscriber = subscriber;
    }

    void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            watch.enter(this);
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
            done = true;
            leave();
        }
    }

    // From any thread.

    /** It is the turn of this. */
    void turn() {
        event(() -> watch.handle().questions().ask(this));
    }

    /** The watch has heard something. */
    void changed() {
        event(() -> {
            if (outdated) {
                again();
            }
        });
    }

    @Override
    public void on(Link now) {
        event(() -> {
            link = now;
            send();
        });
    }

    @Override
    public void failed(Throwable failure) {
        event(() -> fail(failure));
    }

    private void event(Runnable event) {
        events.add(event);
        wake();
    }

    // On the strand.

    @Override
    protected void run() {
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        if (!done && result != null && wanted && !emitted) {
            emitted = true;
            subscriber.onNext(result);
            if (!done) {
                done = true;
                subscriber.onComplete();
            }
        }
    }

    /** Sends the message, again if it was sent before. */
    private void send() {
        if (result != null || link == null || (attempt == null && !prepare())) {
            return;
        }
        Link on = link;
        Attempt<T> now = attempt;
        if (now == null) {
            return;
        }
        if (now.body().length + HEADERS > on.maxPayload()) {
            fail(new ValueTooLargeException(watch.subject(), now.body().length, on.maxPayload()));
            return;
        }
        outdated = looksFirst;
        int number = ++sent;
        if (looksFirst) {
            look(number, on);
            return;
        }
        watch.handle()
                .linking()
                .call(on, watch.subject(), now.headers(), now.body())
                .whenComplete((answer, failure) -> event(() -> answered(number, on, answer)));
    }

    /** Makes a message. Returns false if there is nothing to send. */
    private boolean prepare() {
        Known<T> known = watch.known();
        try {
            T next = change.apply(known);
            if (done) {
                return false;
            }
            if (next == null) {
                succeed(false);
                return false;
            }
            Headers headers = new Headers()
                    .put(StreamOutbox.ID, UUID.randomUUID().toString())
                    .put(EXPECTED, Long.toString(known.revision()));
            if (closes) {
                headers.put(StreamWatch.END, Long.toString(known.revision()));
            }
            attempt = new Attempt<>(next, watch.encode(next).toArray(), headers, known.revision());
            return !done;
        } catch (Throwable failure) {
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a function of a stream that was cancelled");
            } else {
                fail(failure);
            }
            return false;
        }
    }

    private void answered(int number, Link on, @Nullable Message answer) {
        Attempt<T> now = attempt;
        if (number != sent || now == null || result != null) {
            return;
        }
        Refusal refusal = answer == null || Replies.isUnanswered(answer) ? null : Replies.error(answer);
        if (answer == null
                || Replies.isUnanswered(answer)
                || (refusal != null && refusal.number() == Replies.TEMPORARILY_UNAVAILABLE)) {
            later(number, on);
        } else if (refusal == null) {
            // The last value is one that subscribers have seen.
            watch.heard(Replies.confirmation(answer).sequence(), closes ? null : now.value(), null, closes);
            succeed(true);
        } else if (refusal.number() != Replies.WRONG_LAST_SEQUENCE) {
            fail(new NatsRefusedException(
                    "a change of " + watch.subject(), refusal.code(), refusal.number(), refusal.says()));
        } else if (watch.known().revision() == now.expected()) {
            outdated = true;
            look(number, on);
        } else {
            again();
        }
    }

    /** Looks whether what is newer is that there is nothing. Nothing else tells that a message has gone. */
    private void look(int number, Link on) {
        String stream = watch.handle().settings().stream();
        String body = "{\"last_by_subj\":\"" + watch.subject() + "\"}";
        watch.handle()
                .linking()
                .call(on, "$JS.API.STREAM.MSG.GET." + stream, null, body)
                .whenComplete((answer, failure) -> event(() -> looked(number, on, answer)));
    }

    private void looked(int number, Link on, @Nullable Message answer) {
        Attempt<T> now = attempt;
        if (number != sent || now == null || !outdated || done) {
            return;
        }
        Message found = answer == null || Replies.isUnanswered(answer) ? null : answer;
        Refusal said = found == null ? null : Replies.error(found);
        Refusal refusal = said == null || said.code() >= 500 ? null : said;
        long stored = found == null || said != null ? -1 : Replies.stored(found);
        if (looksFirst && (refusal != null || stored == now.expected())) {
            // There is no value. If this user may not look, the server tells when it stores one.
            looksFirst = false;
            send();
        } else if (refusal != null && refusal.number() == Replies.MESSAGE_NOT_FOUND) {
            watch.gone(now.expected());
        } else if (refusal != null) {
            fail(new NatsRefusedException(
                    "to look at " + watch.subject(), refusal.code(), refusal.number(), refusal.says()));
        } else if (!on.isLost()) {
            if (stored >= 0 && stored < now.expected()) {
                watch.hearAnew(on);
            }
            // The watch hears of what is newer. But that may be gone before.
            watch.handle().linking().after(StreamApi.PAUSE, () -> event(() -> {
                if (number == sent && outdated) {
                    again();
                }
            }));
        }
    }

    private void again() {
        attempt = null;
        send();
    }

    /** Sends the message again after a pause, unless another link does so before. */
    private void later(int number, Link on) {
        if (!on.isLost()) {
            watch.handle().lookAgain();
            watch.handle()
                    .linking()
                    .after(StreamApi.PAUSE, () -> event(() -> {
                        if (number == sent) {
                            send();
                        }
                    }));
        }
    }

    private void succeed(boolean replaced) {
        result = replaced;
        leave();
    }

    private void fail(Throwable failure) {
        if (!done && result == null) {
            done = true;
            leave();
            subscriber.onError(failure);
        }
    }

    private void leave() {
        watch.handle().questions().withdraw(this);
        watch.leave(this);
        events.clear();
    }
}
