package io.nagare.redis;

import static java.util.Objects.requireNonNull;

import io.nagare.channel.ChannelClosedException;
import io.nagare.channels.base.Outbox;
import io.nagare.channels.base.Receipt;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.redis.failure.ValueTooLargeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
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
final class ChannelOutbox extends Outbox<ChannelSending> {

    /** How many steps are on their way at once. Meanwhile values come together for the next one. */
    private static final int MOST_FLYING = 4;

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

    /** The outbox's lock guards the fields below. What was sent and has no confirmation, oldest first. */
    private final Deque<ChannelSending> sent = new ArrayDeque<>();

    private long counted;

    /** How many steps have no answer on this link. */
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

    /** Makes an outbox that sends nothing before {@link #up}. */
    ChannelOutbox(Linking linking, ChannelKeys keys, Owner owner) {
        this.linking = linking;
        this.keys = keys;
        this.names = List.of(keys.channel(), keys.values(), keys.sender(UUID.randomUUID().toString()));
        this.owner = owner;
    }

    @Override
    protected ChannelSending sending(byte[] body, Receipt receipt) {
        return new ChannelSending(body, receipt);
    }

    @Override
    protected Collection<ChannelSending> sent() {
        return sent;
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

    @Override
    protected void giveUp() {
        link = null;
    }

    /** Sends more on a worker, because answers come on threads that must not write. Under the lock. */
    private void sendSoon() {
        if (!pumping) {
            pumping = true;
            linking.dispatch(this::pump);
        }
    }

    private void pump() {
        go(() -> pumping = false);
    }

    private void tryAgain() {
        go(() -> {
            pauseArmed = false;
            pausing = false;
        });
    }

    @Override
    protected void sendSome() {
        Link now = link;
        if (now == null) {
            return;
        }
        if (stuck && flying == 0) {
            sendAgain(now);
        }
        while (!stuck && !isHeld() && flying < MOST_FLYING && sent.size() < keys.sending() && !waiting.isEmpty()) {
            Step step = nextStep(now);
            if (!step.values().isEmpty()) {
                publish(step, now);
            }
        }
    }

    /** Takes some values out of those that wait. Under the lock. */
    private Step nextStep(Link now) {
        Step step = new Step(sent.isEmpty() ? 0 : sent.getLast().counter);
        while (sent.size() < keys.sending() && !waiting.isEmpty() && step.hasRoomFor(waiting.element())) {
            ChannelSending next = waiting.remove();
            if (next.body().length > now.largest()) {
                Throwable tooLarge = new ValueTooLargeException(keys.name(), next.body().length, now.largest());
                linking.dispatch(() -> next.receipt().failed(tooLarge));
                sendSoon();
            } else {
                next.counter = ++counted;
                sent.add(next);
                step.add(next);
            }
        }
        return step;
    }

    /** Under the lock, while nothing is flying. */
    private void sendAgain(Link now) {
        sent.removeIf(ChannelSending::isOver);
        if (sent.isEmpty()) {
            stuck = false;
            probing = false;
            sendSoon();
        } else if (pausing) {
            if (!pauseArmed) {
                pauseArmed = true;
                linking.after(ROOM, this::tryAgain);
            }
        } else if (probing) {
            probing = false;
            publish(Step.of(List.of(sent.getFirst())).get(0), now);
        } else {
            stuck = false;
            Step.of(sent).forEach(step -> publish(step, now));
        }
    }

    private void publish(Step step, Link on) {
        flying++;
        boolean bringing = brings;
        brings = false;
        on.run(Script.SEND, bringing, names, step.arguments(made))
                .whenComplete((answer, failure) -> answered(on, step, answer, failure));
    }

    /** Comes in the order of sending, mostly on a thread of Netty. */
    private void answered(Link on, Step step, @Nullable List<Object> answer, @Nullable Throwable failure) {
        if (answer == null && !Replies.isError(failure == null ? new IllegalStateException() : failure)) {
            // The link is lost. The values are sent again on the next one.
            return;
        }
        String word = answer == null ? "" : Replies.text(answer, 0);
        int stored = answer == null ? 0 : (int) Replies.number(answer, 1);
        if (answer != null && stored > 0) {
            String time = Replies.text(answer, 3);
            owner.heard(Replies.number(answer, 2), time.isEmpty() ? 0 : Long.parseLong(time));
        }
        Throwable refused = refusalOf(word, failure);
        List<ChannelSending> ended = refused == null ? step.values().subList(0, stored) : step.values();
        boolean isLeft = ended.size() < step.values().size();
        boolean lacksScript = Replies.isUnknownScript(failure);
        if (isLeft) {
            refusedForNow(on, !word.equals("behind") && !lacksScript, lacksScript);
        }
        boolean[] waitedFor = taken(on, ended);
        for (int i = 0; i < waitedFor.length; i++) {
            if (waitedFor[i] && i < stored) {
                ended.get(i).receipt().confirmed();
            } else if (waitedFor[i]) {
                ended.get(i).receipt().failed(requireNonNull(refused));
            }
        }
        if (word.equals("gone") || word.equals("closed") || Replies.isBehindAnother(failure)) {
            linking.dispatch(owner::troubled);
        } else if (failure != null && Replies.isReplica(failure)) {
            linking.dispatch(on::close);
        }
    }

    /** Returns what values fail with that were not stored, or null if they may be stored later. */
    private @Nullable Throwable refusalOf(String word, @Nullable Throwable failure) {
        if (word.equals("closed")) {
            return new ChannelClosedException("the channel " + keys.name() + " is closed");
        }
        return failure != null && word.isEmpty() && !Replies.isForNow(failure) && !Replies.isBehindAnother(failure)
                ? new RedisRefusedException("a value for " + keys.name(), Replies.says(failure, Script.SEND))
                : null;
    }

    private void refusedForNow(Link on, boolean pauses, boolean lacksScript) {
        lock.lock();
        try {
            if (link == on) {
                stuck = true;
                probing = true;
                pausing |= pauses;
                brings |= lacksScript;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A step has its answer. Takes out the values that are over, and returns which of them somebody waits for. */
    private boolean[] taken(Link on, List<ChannelSending> ended) {
        boolean[] waitedFor = new boolean[ended.size()];
        lock.lock();
        try {
            for (int i = 0; i < waitedFor.length; i++) {
                waitedFor[i] = sent.removeFirstOccurrence(ended.get(i)) && !ended.get(i).isOver();
            }
            if (link == on) {
                flying--;
                if (stuck || !waiting.isEmpty() || isAwaited()) {
                    sendSoon();
                }
            }
        } finally {
            lock.unlock();
        }
        return waitedFor;
    }
}
