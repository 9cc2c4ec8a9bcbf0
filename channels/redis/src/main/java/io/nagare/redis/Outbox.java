package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nagare.channel.ChannelClosedException;
import io.nagare.driver.ShortLock;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.redis.failure.ValueTooLargeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends values to a channel, in order, some of them at once. On a new connection it sends those again that were not
 * confirmed; the server knows them by their numbers. Any thread may call.
 *
 * <p>Always holds: what was sent is older than what waits, and no more than the bound. The server stores a value only
 * behind the one that was sent before it. So when it refuses a value for now, it refuses those behind it. When all have
 * their answers, the oldest is tried alone, and then the rest.
 */
final class Outbox {

    /** How long the server keeps the number of the last value after that was sent. */
    static final Duration KEPT = Duration.ofHours(1);

    /** How long to wait until a value that was refused for now is tried again. */
    private static final Duration ROOM = Duration.ofMillis(20);

    /** The channel, as the outbox needs it. */
    interface Owner {

        /** The server has stored a value, or says that it had done so before. */
        void heard(long number, long time);

        /** The server does not know the channel, or it is closed. Has the channel looked at. */
        void troubled();
    }

    private final Linking linking;
    private final ChannelKeys keys;
    private final List<String> names;
    private final Owner owner;
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Deque<Sending> waiting = new ArrayDeque<>();

    /** What was sent and has no confirmation, oldest first. */
    private final Deque<Sending> sent = new ArrayDeque<>();

    private long counted;
    private int holds;

    /** How many of those that were sent have no answer on this link. */
    private int flying;

    /** Whether some of those that were sent must be sent again, when none is flying. */
    private boolean stuck;

    /** Whether the oldest is tried alone. */
    private boolean probing;

    /** Whether there is a pause before that. */
    private boolean pausing;

    private boolean pauseArmed;

    /** Whether the next value brings the script, because the server has lost it. */
    private boolean brings;

    private boolean pumping;
    private @Nullable Link link;
    private String made = "";
    private @Nullable Throwable refusal;
    private @Nullable Runnable whenEmpty;

    /** Makes an outbox that sends nothing before {@link #up}. */
    Outbox(Linking linking, ChannelKeys keys, Owner owner) {
        this.linking = linking;
        this.keys = keys;
        this.names = List.of(keys.channel(), keys.values(), keys.sender(UUID.randomUUID().toString()));
        this.owner = owner;
    }

    /** Takes a value, or refuses it within the call. */
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

    /** Forgets a value, which may be on its way. */
    void remove(Sending sending) {
        lock.lock();
        try {
            sending.over = true;
            waiting.remove(sending);
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
    void up(Link now, String channelMade) {
        lock.lock();
        try {
            if (link == now) {
                return;
            }
            link = now;
            made = channelMade;
            flying = 0;
            stuck = !sent.isEmpty();
            probing = false;
            pausing = false;
            sendSome();
        } finally {
            lock.unlock();
        }
        emptied();
    }

    void down() {
        lock.lock();
        try {
            link = null;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on. What was taken is sent. */
    void refuseNew(Throwable failure) {
        lock.lock();
        try {
            if (refusal == null) {
                refusal = failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on, and what was not confirmed. */
    void refuse(Throwable failure) {
        List<Sending> refused;
        lock.lock();
        try {
            if (refusal == null) {
                refusal = failure;
            }
            refused = new ArrayList<>(sent);
            refused.addAll(waiting);
            sent.clear();
            waiting.clear();
            link = null;
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

    /** Sends more on a worker, because answers come on threads that must not write. Under the lock. */
    private void sendSoon() {
        if (!pumping) {
            pumping = true;
            linking.dispatch(this::pump);
        }
    }

    private void pump() {
        lock.lock();
        try {
            pumping = false;
            sendSome();
        } finally {
            lock.unlock();
        }
        emptied();
    }

    /** Under the lock, so that values leave in order. */
    private void sendSome() {
        Link now = link;
        if (now == null) {
            return;
        }
        if (stuck && flying == 0) {
            sendAgain(now);
        }
        while (!stuck && holds == 0 && sent.size() < keys.sending() && !waiting.isEmpty()) {
            Sending next = waiting.remove();
            if (next.body.length > now.largest()) {
                Throwable tooLarge = new ValueTooLargeException(keys.name(), next.body.length, now.largest());
                linking.dispatch(() -> next.failed(tooLarge));
                sendSoon();
                continue;
            }
            next.counter = ++counted;
            long after = sent.isEmpty() ? 0 : sent.getLast().counter;
            sent.add(next);
            publish(next, after, now);
        }
    }

    /** Under the lock, while nothing is flying. */
    private void sendAgain(Link now) {
        sent.removeIf(given -> given.over);
        if (sent.isEmpty()) {
            stuck = false;
            probing = false;
            sendSoon();
        } else if (pausing) {
            if (!pauseArmed) {
                pauseArmed = true;
                linking.after(ROOM, this::paused);
            }
        } else if (probing) {
            probing = false;
            publish(sent.getFirst(), 0, now);
        } else {
            stuck = false;
            long after = 0;
            for (Sending again : sent) {
                publish(again, after, now);
                after = again.counter;
            }
        }
    }

    private void paused() {
        lock.lock();
        try {
            pauseArmed = false;
            pausing = false;
            sendSome();
        } finally {
            lock.unlock();
        }
        emptied();
    }

    private void publish(Sending sending, long after, Link on) {
        flying++;
        boolean bringing = brings;
        brings = false;
        on.run(
                        Script.SEND,
                        bringing,
                        names,
                        made.getBytes(UTF_8),
                        ascii(sending.counter),
                        ascii(after),
                        ascii(KEPT.toSeconds()),
                        sending.body)
                .whenComplete((answer, failure) -> answered(on, sending, answer, failure));
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    /** Comes in the order of sending, mostly on a thread of Netty. */
    private void answered(
            Link on, Sending sending, @Nullable List<Object> answer, @Nullable Throwable failure) {
        if (answer == null && !Replies.isError(failure == null ? new IllegalStateException() : failure)) {
            // The link is lost. It is sent again on the next one.
            return;
        }
        String word = answer == null ? "" : Replies.text(answer, 0);
        Throwable error = null;
        boolean ends = true;
        if (answer != null && word.equals("ok")) {
            String time = Replies.text(answer, 2);
            owner.heard(Replies.number(answer, 1), time.isEmpty() ? 0 : Long.parseLong(time));
        } else if (word.equals("closed")) {
            error = new ChannelClosedException("the channel " + keys.name() + " is closed");
        } else if (word.isEmpty() && !Replies.isForNow(failure)) {
            error = new RedisRefusedException("a value for " + keys.name(), Replies.says(failure));
        } else {
            ends = false;
        }
        if (!ends) {
            boolean lacksScript = Replies.isUnknownScript(failure);
            refusedForNow(on, !word.equals("behind") && !lacksScript, lacksScript);
        } else if (taken(on, sending)) {
            if (error == null) {
                sending.confirmed(Replies.number(answer, 1));
            } else {
                sending.failed(error);
            }
        }
        if (word.equals("gone") || word.equals("closed")) {
            linking.dispatch(owner::troubled);
        } else if (failure != null && Replies.isReplica(failure)) {
            linking.dispatch(on::close);
        }
    }

    /** A value has its answer. Returns whether somebody waits for that. */
    private boolean taken(Link on, Sending sending) {
        lock.lock();
        try {
            if (link == on) {
                flying--;
                sendSoon();
            }
            return sent.removeFirstOccurrence(sending) && !sending.over;
        } finally {
            lock.unlock();
        }
    }

    private void refusedForNow(Link on, boolean pauses, boolean lacksScript) {
        lock.lock();
        try {
            if (link == on) {
                flying--;
                stuck = true;
                probing = true;
                pausing |= pauses;
                brings |= lacksScript;
                sendSoon();
            }
        } finally {
            lock.unlock();
        }
    }
}
