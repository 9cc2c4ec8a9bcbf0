package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.channels.base.Outbox;
import io.nagare.channels.base.Receipt;
import io.nagare.nats.Replies.Confirmation;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.nats.failure.ValueTooLargeException;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to a stream, in order, some of them at once. On a new connection it sends those again that were not
 * confirmed; the server knows them by their numbers, unless the settings do without. Any thread may call.
 *
 * <p>Always holds: what is on its way is older than what waits, and no more than the bound.
 */
final class StreamOutbox extends Outbox<StreamSending> {

    static final String ID = "Nats-Msg-Id";

    /** About how many bytes the headers of a message take. */
    private static final int HEADERS = 128;

    /** How long to wait until a message that found no room is tried again. */
    private static final Duration ROOM = Duration.ofMillis(20);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Linking linking;
    private final StreamSettings settings;
    private final String subject;
    private final Runnable troubled;
    private final LongConsumer heard;
    private final String sender = NUID.nextGlobal();

    /** The outbox's lock guards the fields below. */
    private final Set<StreamSending> sent = new LinkedHashSet<>();

    /** Those that found no room, oldest first. One of them is tried at a time, and nothing else is sent meanwhile. */
    private final Deque<StreamSending> full = new ArrayDeque<>();

    private long numbered;
    private long confirmed;
    private boolean watched;
    private boolean refusesFull;
    private @Nullable Link link;

    /**
     * Makes an outbox that sends nothing before {@link #up}.
     *
     * @param troubled called when nobody takes or confirms messages; ends with {@link #up} or {@link #refuse}
     * @param heard called with the place of each message in the stream
     */
    StreamOutbox(Linking linking, StreamSettings settings, Runnable troubled, LongConsumer heard) {
        this.linking = linking;
        this.settings = settings;
        this.subject = settings.name();
        this.troubled = troubled;
        this.heard = heard;
    }

    @Override
    protected StreamSending sending(byte[] body, Receipt receipt) {
        return new StreamSending(body, receipt);
    }

    @Override
    protected Collection<StreamSending> sent() {
        return sent;
    }

    /** Begins anew: sends what was not confirmed, and then what waits. */
    void up(Link now) {
        lock.lock();
        try {
            link = now;
            full.clear();
            for (StreamSending again : List.copyOf(sent)) {
                forgetAnswer(again);
                publish(again, now);
            }
            sendSome();
        } finally {
            lock.unlock();
        }
    }

    void down() {
        lock.lock();
        try {
            link = null;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on, and what waits for its turn or for room. */
    void refuseWhatWaits(Throwable failure) {
        refuseWaiting(failure);
        lock.lock();
        try {
            refusesFull = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void giveUp() {
        sent.forEach(this::forgetAnswer);
        full.clear();
    }

    @Override
    protected void sendSome() {
        while (link != null && !isHeld() && full.isEmpty() && sent.size() < settings.sending() && !waiting.isEmpty()) {
            StreamSending next = waiting.remove();
            if (settings.once()) {
                next.headers = new Headers().put(ID, sender + "-" + numbered++);
            }
            sent.add(next);
            publish(next, link);
        }
    }

    /** Under the lock, so that messages leave in order. jnats only puts them into its queue. */
    private void publish(StreamSending sending, Link now) {
        sending.link = now;
        try {
            if (sending.body().length + HEADERS > now.maxPayload()) {
                endLater(sending, new ValueTooLargeException(subject, sending.body().length, now.maxPayload()));
                return;
            }
            sending.number = now.publish(
                    subject, sending.headers, sending.body(), answer -> answered(sending, answer));
            watch();
        } catch (IllegalStateException lost) {
            // It is sent again on the next connection.
        } catch (RuntimeException refused) {
            endLater(sending, refused);
        }
    }

    /** Ends a message outside of the lock. */
    private void endLater(StreamSending sending, Throwable failure) {
        linking.after(Duration.ZERO, () -> end(sending, failure));
    }

    private void forgetAnswer(StreamSending sending) {
        if (sending.link != null) {
            sending.link.forget(sending.number);
        }
    }

    /** Under the lock: looks now and then whether the server still confirms anything. */
    private void watch() {
        if (!watched) {
            watched = true;
            long before = confirmed;
            linking.after(PATIENCE, () -> look(before));
        }
    }

    private void look(long before) {
        boolean trouble;
        lock.lock();
        try {
            watched = false;
            trouble = !sent.isEmpty() && confirmed == before && link != null;
            if (!sent.isEmpty()) {
                watch();
            }
        } finally {
            lock.unlock();
        }
        if (trouble) {
            troubled.run();
        }
    }

    private void answered(StreamSending sending, Message answer) {
        if (Replies.isUnanswered(answer)) {
            troubled.run();
            return;
        }
        Confirmation confirmation = Replies.confirmation(answer);
        Refusal error = confirmation.refusal();
        if (error == null) {
            heard.accept(confirmation.sequence());
            end(sending);
        } else if (error.number() == Replies.TEMPORARILY_UNAVAILABLE) {
            troubled.run();
        } else if (error.number() == Replies.TOO_MANY_MESSAGES) {
            isFull(sending);
        } else if (error.number() == Replies.MESSAGE_TOO_LARGE) {
            end(sending, new ValueTooLargeException(settings.stream(), sending.body().length, -1));
        } else {
            end(sending, new NatsRefusedException(
                    "a message to " + subject, error.code(), error.number(), error.says()));
        }
    }

    /** There was no room for a message. */
    private void isFull(StreamSending sending) {
        boolean first;
        lock.lock();
        try {
            confirmed++;
            if (!sent.contains(sending)) {
                return;
            }
            if (!full.contains(sending)) {
                full.add(sending);
            }
            first = full.peek() == sending;
        } finally {
            lock.unlock();
        }
        if (first) {
            linking.after(ROOM, this::tryFull);
        }
    }

    private void tryFull() {
        List<StreamSending> gone = new ArrayList<>();
        Throwable refused;
        lock.lock();
        try {
            refused = refusal();
            while (!full.isEmpty() && (refusesFull || full.peek().isOver())) {
                gone.add(full.remove());
            }
            gone.forEach(sent::remove);
            StreamSending next = full.peek();
            if (next != null && link != null) {
                publish(next, link);
            } else {
                sendSome();
            }
        } finally {
            lock.unlock();
        }
        gone.stream().filter(each -> !each.isOver()).forEach(each -> each.receipt().failed(requireNonNull(refused)));
        if (!gone.isEmpty()) {
            emptied();
        }
    }

    /** Returns whether somebody still waits for the message. */
    private boolean takeOut(StreamSending sending) {
        boolean wasFull;
        boolean waits;
        lock.lock();
        try {
            confirmed++;
            waits = sent.remove(sending) && !sending.isOver();
            wasFull = full.remove(sending);
            sendSome();
        } finally {
            lock.unlock();
        }
        if (wasFull) {
            tryFull();
        }
        return waits;
    }

    private void end(StreamSending sending) {
        if (takeOut(sending)) {
            sending.receipt().confirmed();
        }
        emptied();
    }

    private void end(StreamSending sending, Throwable failure) {
        if (takeOut(sending)) {
            sending.receipt().failed(failure);
        }
        emptied();
    }
}
