package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.ShortLock;
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
final class Outbox {

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
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Deque<Sending> waiting = new ArrayDeque<>();

    private final Set<Sending> sent = new LinkedHashSet<>();

    /** Those that found no room, oldest first. One of them is tried at a time, and nothing else is sent meanwhile. */
    private final Deque<Sending> full = new ArrayDeque<>();

    private long numbered;
    private long confirmed;
    private int holds;
    private boolean watched;
    private boolean refusesFull;
    private @Nullable Link link;
    private @Nullable Throwable refusal;
    private @Nullable Runnable whenEmpty;

    /**
     * Makes an outbox that sends nothing before {@link #up}.
     *
     * @param troubled called when nobody takes or confirms messages; ends with {@link #up} or {@link #refuse}
     * @param heard called with the place of each message in the stream
     */
    Outbox(Linking linking, StreamSettings settings, Runnable troubled, LongConsumer heard) {
        this.linking = linking;
        this.settings = settings;
        this.subject = settings.name();
        this.troubled = troubled;
        this.heard = heard;
    }

    /** Takes a message, or refuses it within the call. */
    void add(Sending sending) {
        Throwable refused;
        lock.lock();
        try {
            refused = refusal;
            if (refused == null) {
                waiting.add(sending);
                sendSome();
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            sending.failed(refused);
        }
    }

    /** Forgets a message, which may be on its way. */
    void remove(Sending sending) {
        lock.lock();
        try {
            sending.over = true;
            waiting.remove(sending);
            if (sent.contains(sending)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        emptied();
    }

    /** Sends nothing new until as many calls of {@link #release}. */
    void hold() {
        lock.lock();
        try {
            holds++;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            holds--;
            sendSome();
        } finally {
            lock.unlock();
        }
    }

    /** Begins anew: sends what was not confirmed, and then what waits. */
    void up(Link now) {
        lock.lock();
        try {
            link = now;
            full.clear();
            for (Sending again : List.copyOf(sent)) {
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

    /**
     * Refuses everything from now on. What was taken is sent.
     *
     * @param waits whether to refuse also what waits for its turn or for room
     */
    void refuseNew(Throwable failure, boolean waits) {
        List<Sending> refused = List.of();
        lock.lock();
        try {
            refusal = refusal == null ? failure : refusal;
            if (waits) {
                refusesFull = true;
                refused = List.copyOf(waiting);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        refused.forEach(each -> each.failed(failure));
        emptied();
    }

    /** Refuses everything from now on, and what was not confirmed. */
    void refuse(Throwable failure) {
        List<Sending> refused;
        lock.lock();
        try {
            refusal = refusal == null ? failure : refusal;
            refused = new ArrayList<>(sent);
            refused.addAll(waiting);
            sent.forEach(this::forgetAnswer);
            sent.clear();
            full.clear();
            waiting.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(each -> each.failed(failure));
        emptied();
    }

    /** Runs an action once, when nothing waits or is on its way. */
    void whenEmpty(Runnable action) {
        lock.lock();
        try {
            Runnable before = whenEmpty;
            whenEmpty = before == null
                    ? action
                    : () -> {
                        before.run();
                        action.run();
                    };
        } finally {
            lock.unlock();
        }
        emptied();
    }

    private void emptied() {
        Runnable action = null;
        lock.lock();
        try {
            if (waiting.isEmpty() && sent.isEmpty()) {
                action = whenEmpty;
                whenEmpty = null;
            }
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    /** Under the lock. */
    private void sendSome() {
        while (link != null && holds == 0 && full.isEmpty() && sent.size() < settings.sending() && !waiting.isEmpty()) {
            Sending next = waiting.remove();
            if (settings.once()) {
                next.headers = new Headers().put(ID, sender + "-" + numbered++);
            }
            sent.add(next);
            publish(next, link);
        }
    }

    /** Under the lock, so that messages leave in order. jnats only puts them into its queue. */
    private void publish(Sending sending, Link now) {
        sending.link = now;
        try {
            if (sending.body.length + HEADERS > now.maxPayload()) {
                endLater(sending, new ValueTooLargeException(subject, sending.body.length, now.maxPayload()));
                return;
            }
            sending.number = now.publish(
                    subject, sending.headers, sending.body, answer -> answered(sending, answer));
            watch();
        } catch (IllegalStateException lost) {
            // It is sent again on the next connection.
        } catch (RuntimeException refused) {
            endLater(sending, refused);
        }
    }

    /** Ends a message outside of the lock. */
    private void endLater(Sending sending, Throwable failure) {
        linking.after(Duration.ZERO, () -> end(sending, failure));
    }

    private void forgetAnswer(Sending sending) {
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

    private void answered(Sending sending, Message answer) {
        if (Replies.isUnanswered(answer)) {
            troubled.run();
            return;
        }
        Confirmation confirmation = Replies.confirmation(answer);
        Refusal error = confirmation.refusal();
        if (error == null) {
            heard.accept(confirmation.sequence());
            end(sending, confirmation.sequence());
        } else if (error.number() == Replies.TEMPORARILY_UNAVAILABLE) {
            troubled.run();
        } else if (error.number() == Replies.TOO_MANY_MESSAGES) {
            isFull(sending);
        } else if (error.number() == Replies.MESSAGE_TOO_LARGE) {
            end(sending, new ValueTooLargeException(settings.stream(), sending.body.length, -1));
        } else {
            end(sending, new NatsRefusedException(
                    "a message to " + subject, error.code(), error.number(), error.says()));
        }
    }

    /** There was no room for a message. */
    private void isFull(Sending sending) {
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
        List<Sending> gone = new ArrayList<>();
        lock.lock();
        try {
            while (!full.isEmpty() && (refusesFull || full.peek().over)) {
                gone.add(full.remove());
            }
            gone.forEach(sent::remove);
            Sending next = full.peek();
            if (next != null && link != null) {
                publish(next, link);
            } else {
                sendSome();
            }
        } finally {
            lock.unlock();
        }
        gone.stream().filter(each -> !each.over).forEach(each -> each.failed(requireNonNull(refusal)));
        if (!gone.isEmpty()) {
            emptied();
        }
    }

    /** Returns whether somebody still waits for the message. */
    private boolean takeOut(Sending sending) {
        boolean wasFull;
        boolean waits;
        lock.lock();
        try {
            confirmed++;
            waits = sent.remove(sending) && !sending.over;
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

    private void end(Sending sending, long sequence) {
        if (takeOut(sending)) {
            sending.confirmed(sequence);
        }
        emptied();
    }

    private void end(Sending sending, Throwable failure) {
        if (takeOut(sending)) {
            sending.failed(failure);
        }
        emptied();
    }
}
