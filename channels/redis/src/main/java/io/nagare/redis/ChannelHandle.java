package io.nagare.redis;

import io.nagare.One;
import io.nagare.channel.Watch;
import io.nagare.channels.base.OpenChannel;
import io.nagare.channels.base.Questions;
import io.nagare.channels.base.Receivers;
import io.nagare.driver.ShortLock;
import io.nagare.redis.failure.RedisRefusedException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this program knows of a channel on the server. On each new connection it looks at the channel first; then its
 * outbox and its readers go on. Any thread may call.
 *
 * <p>Always holds: nothing is sent to or read from a channel that was not looked at on this connection. A sender that
 * comes after a subscriber of the same handle sends after the subscriber knows its place. Each look compares the newest
 * value that was heard of, so a server that has lost values, and gives their numbers again, is noticed.
 */
final class ChannelHandle implements LinkUser, OpenChannel, Link.Listener, ChannelOutbox.Owner {

    private final Linking linking;
    private final ChannelKeys keys;
    private final ChannelOutbox outbox;
    private final CompletableFuture<ChannelHandle> opened = new CompletableFuture<>();
    private final ChannelApi api;
    private final ChannelEnd end;
    private final Receivers<ChannelReader> readers;

    /** The number of the last value that this has heard of. */
    private final AtomicLong heard = new AtomicLong();

    private final Questions<Link> questions = new Questions<>(this::readyLink);
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private Known newest = new Known(0, 0);
    private @Nullable Link link;

    /** Whether the channel was looked at on this link. */
    private boolean lookedAt;

    /** What the channel was made as; empty before the first look. */
    private String made = "";

    private @Nullable Throwable broken;
    private boolean looking;
    private boolean lookingAgain;

    ChannelHandle(Linking linking, ChannelKeys keys) {
        this.linking = linking;
        this.keys = keys;
        this.outbox = new ChannelOutbox(linking, keys, this);
        this.api = new ChannelApi(linking, keys);
        this.end = new ChannelEnd(keys, api, outbox, this::ready, this::lookAgain);
        this.readers = new Receivers<>(outbox, end::isClosing);
    }

    /** Returns the link on which the channel was looked at, or null. */
    ChannelEnd.@Nullable Looked ready() {
        return locked(() -> lookedAt && link != null ? new ChannelEnd.Looked(link, made) : null);
    }

    private @Nullable Link readyLink() {
        return locked(() -> lookedAt ? link : null);
    }

    CompletableFuture<ChannelHandle> opened() {
        return opened;
    }

    ChannelKeys keys() {
        return keys;
    }

    Linking linking() {
        return linking;
    }

    ChannelApi api() {
        return api;
    }

    @Override
    public ChannelOutbox outbox() {
        return outbox;
    }

    ChannelEnd end() {
        return end;
    }

    @Override
    public String name() {
        return keys.name();
    }

    @Override
    public One<Void> whenOver() {
        return end.whenOver();
    }

    @Override
    public boolean isClosing() {
        return end.isClosing();
    }

    @Override
    public void close() {
        end.close();
    }

    @Override
    public Watch<Integer> subscribers() {
        return readers.count();
    }

    long heard() {
        return heard.get();
    }

    @Override
    public void heard(long number, long time) {
        heard.accumulateAndGet(number, Math::max);
        if (time > 0) {
            lock.lock();
            try {
                if (number > newest.number()) {
                    newest = new Known(number, time);
                }
            } finally {
                lock.unlock();
            }
        }
        readers.forEach(ChannelReader::noticed);
    }

    @Override
    public void troubled() {
        lookAgain();
    }

    /** A notice, on a thread of Netty. */
    @Override
    public void noticed(String text) {
        String[] parts = text.split(" ");
        if (parts[0].equals("v") && parts.length == 3) {
            heard(Replies.numberOr(parts[1], 0), Replies.numberOr(parts[2], 0));
            return;
        }
        if (text.equals("e")) {
            linking.dispatch(this::lookAgain);
        }
        readers.forEach(ChannelReader::noticed);
    }

    private <R extends @Nullable Object> R locked(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    // The connection.

    @Override
    public void up(Link now) {
        boolean fresh = locked(() -> {
            if (now.isLost() || link == now || broken != null) {
                return false;
            }
            link = now;
            lookedAt = false;
            looking = true;
            return true;
        });
        if (fresh) {
            // First, so that nothing is stored unheard behind the look.
            now.listen(keys.channel(), this).whenComplete((nothing, refused) -> {
                if (refused == null) {
                    linking.dispatch(() -> look(now, this::looked));
                } else if (Replies.isError(refused)) {
                    String what = "to tell notices of the channel " + keys.name();
                    linking.dispatch(() -> fail(new RedisRefusedException(what, Replies.says(refused))));
                }
            });
        }
    }

    @Override
    public void down(Link gone) {
        boolean was = locked(() -> {
            if (link != gone) {
                return false;
            }
            link = null;
            lookedAt = false;
            looking = false;
            return true;
        });
        if (was) {
            end.down();
            outbox.down();
            readers.forEach(ChannelReader::down);
        }
    }

    @Override
    public void beat() {
        lookAgain();
    }

    @Override
    public void closed() {
        fail(Linking.closedFor(keys.name()));
    }

    /** Looks at the channel; once more if that is being done. */
    void lookAgain() {
        Link now = locked(() -> {
            if (link == null || broken != null) {
                return null;
            }
            lookingAgain = looking;
            boolean was = looking;
            looking = true;
            return was ? null : link;
        });
        if (now != null) {
            look(now, this::looked);
        }
    }

    /** Asks what the channel holds. What is wrong with it fails this. */
    void look(Link on, BiConsumer<Link, Extent> taker) {
        Known known = locked(() -> newest);
        long least = heard.get();
        String expected = locked(() -> made);
        api.run(
                on,
                Script.LOOK,
                (now, answer) -> {
                    Throwable wrong = Known.wrong(keys, answer, known, least);
                    if (wrong == null) {
                        Extent found = Extent.of(keys, answer);
                        heard(found.last(), 0);
                        taker.accept(now, found);
                    } else {
                        fail(wrong);
                    }
                },
                this::fail,
                expected,
                UUID.randomUUID(),
                keys.word(),
                keys.capacity(),
                keys.answerWithin(),
                keys.unanswered(),
                known.number());
    }

    private void looked(Link on, Extent found) {
        boolean[] again = new boolean[1];
        boolean current = locked(() -> {
            if (link != on) {
                return false;
            }
            looking = false;
            again[0] = lookingAgain;
            lookingAgain = false;
            lookedAt = true;
            made = found.made();
            return true;
        });
        if (!current) {
            return;
        }
        if (found.end() >= 0) {
            end.ended(found.end());
            readers.forEach(reader -> reader.ended(found.end()));
        } else {
            outbox.up(on, found.made());
        }
        readers.forEach(reader -> reader.up(on));
        readers.forEach(reader -> locate(on, reader));
        questions.on(on);
        opened.complete(this);
        end.goOn();
        if (again[0]) {
            lookAgain();
        }
    }

    /** Fails whatever uses the channel here. Does nothing the second time. */
    void fail(Throwable failure) {
        Link listening = locked(() -> link);
        boolean first = locked(() -> {
            boolean was = broken != null;
            if (!was) {
                broken = failure;
            }
            return !was;
        });
        if (!first) {
            return;
        }
        linking.remove(this);
        if (listening != null) {
            listening.unlisten(keys.channel(), this);
        }
        opened.completeExceptionally(failure);
        outbox.refuse(failure);
        readers.fail(failure);
        questions.fail(failure);
        end.failed(failure);
    }

    /** Completes when what was sent is confirmed, and an end that was asked for; nothing new is sent. */
    @Override
    public One<Void> drained() {
        outbox.refuseNew(Linking.closedFor(keys.name()));
        CompletableFuture<Void> empty = new CompletableFuture<>();
        outbox.whenEmpty(() -> empty.complete(null));
        return One.fromCompletionStage(empty::minimalCompletionStage).then(end.whenSettled());
    }

    // The readers.

    /** Enters a reader, and tells it where it stands before anything else is sent from here. */
    void enter(ChannelReader reader) {
        if (!readers.enter(reader)) {
            return;
        }
        ChannelEnd.Looked now = ready();
        if (now != null) {
            reader.up(now.link());
            locate(now.link(), reader);
        }
        long last = end.last();
        if (last >= 0) {
            reader.ended(last);
        }
    }

    void leave(ChannelReader reader) {
        readers.leave(reader);
    }

    private void locate(Link on, ChannelReader reader) {
        if (!reader.isUnlocated()) {
            return;
        }
        boolean comesLater = end.isUnderway() && !readers.isHeld(reader);
        if (comesLater) {
            return;
        }
        look(on, (now, found) -> {
            reader.located(found);
            readers.release(reader);
            if (found.end() >= 0 && end.last() < 0) {
                lookAgain();
            }
        });
    }

    Questions<Link> questions() {
        return questions;
    }

    @Override
    public long lag() {
        return readers.lag(end.last() >= 0 ? end.last() : heard.get());
    }
}
