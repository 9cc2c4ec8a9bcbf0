package io.nagare.nats;

import io.nagare.One;
import io.nagare.channel.Watch;
import io.nagare.driver.ShortLock;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.StreamGoneException;
import io.nagare.nats.failure.StreamSettingsException;
import io.nats.client.Message;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a channel of this program knows of its stream on the server. On each new connection it looks at the stream
 * first; then its outbox and its readers go on. Any thread may call.
 *
 * <p>Always holds: nothing is sent to or read from a stream that was not looked at on this connection. A sender that
 * comes after a subscriber of the same handle sends after the subscriber knows its place.
 */
final class StreamHandle implements LinkUser {

    private final Linking linking;
    private final StreamSettings settings;
    private final Outbox outbox;
    private final CompletableFuture<StreamHandle> opened = new CompletableFuture<>();
    private final StreamApi api;
    private final StreamEnd end;
    private final Watch<Integer> subscribers = Watch.of(0);

    /** The number of the last value that this has heard of. */
    private final AtomicLong heard = new AtomicLong();

    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Set<StreamReader> readers = new LinkedHashSet<>();

    /** Those for which the outbox is held. */
    private final Set<StreamReader> held = new LinkedHashSet<>();

    private final Set<StreamQuestion> questions = new LinkedHashSet<>();
    private @Nullable Link link;

    /** What the stream held when it was last looked at on this link; null if it was not. */
    private @Nullable Extent extent;

    private @Nullable ZonedDateTime made;
    private @Nullable Throwable broken;
    private boolean looking;

    StreamHandle(Linking linking, StreamSettings settings) {
        this.linking = linking;
        this.settings = settings;
        this.outbox = new Outbox(
                linking,
                settings.stream(),
                settings.name(),
                settings.settings().sending(),
                () -> linking.after(StreamApi.PAUSE, this::lookAgain),
                this::heard);
        this.api = new StreamApi(linking, settings, this::fail);
        this.end = new StreamEnd(linking, settings, api, outbox, this::ready, this::lookAgain, this::fail);
    }

    /** Returns the link on which the stream was looked at, or null. */
    private @Nullable Link ready() {
        return locked(() -> extent == null ? null : link);
    }

    CompletableFuture<StreamHandle> opened() {
        return opened;
    }

    StreamSettings settings() {
        return settings;
    }

    Linking linking() {
        return linking;
    }

    Outbox outbox() {
        return outbox;
    }

    StreamEnd end() {
        return end;
    }

    Watch<Integer> subscribers() {
        return subscribers;
    }

    void heard(long sequence) {
        heard.accumulateAndGet(sequence, Math::max);
    }

    /** Learns the number of the last value from a message, which knows how many come behind it. */
    void heardOf(Message message) {
        if (!message.getSubject().equals(settings.end())) {
            heard(message.metaData().streamSequence() + message.metaData().pendingCount());
        }
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
            extent = null;
            looking = true;
            return true;
        });
        if (fresh) {
            now.subscribe(settings.end(), message -> lookAgain());
            api.look(now, this::looked);
        }
    }

    @Override
    public void down(Link gone) {
        List<StreamReader> told = locked(() -> {
            if (link != gone) {
                return List.of();
            }
            link = null;
            extent = null;
            looking = false;
            return List.copyOf(readers);
        });
        end.down();
        outbox.down();
        told.forEach(StreamReader::down);
    }

    @Override
    public void closed() {
        fail(Linking.closedFor(settings.name()));
    }

    /** Looks at the stream, unless that is being done. */
    void lookAgain() {
        Link now = locked(() -> {
            if (link == null || looking || broken != null) {
                return null;
            }
            looking = true;
            return link;
        });
        if (now != null) {
            api.look(now, this::looked);
        }
    }

    private void looked(Link on, Message answer, @Nullable Refusal refusal) {
        if (refusal == null) {
            check(on, Extent.of(answer, settings));
        } else if (refusal.number() != Replies.STREAM_NOT_FOUND) {
            fail(api.refused("to look at", refusal));
        } else if (made != null) {
            fail(new StreamGoneException(settings.stream(), "the server has none of this name"));
        } else {
            api.create(on, this::created);
        }
    }

    private void created(Link on, Message answer, @Nullable Refusal refusal) {
        if (refusal == null || refusal.number() == Replies.STREAM_NAME_IN_USE) {
            api.look(on, this::looked);
        } else {
            fail(api.refused("to make", refusal));
        }
    }

    private void check(Link on, Extent found) {
        ZonedDateTime before = made;
        if (before != null && !before.equals(found.made())) {
            fail(new StreamGoneException(settings.stream(), "another one was made at " + found.made()));
            return;
        }
        List<String> differences = settings.differences(found.configuration());
        if (!differences.isEmpty()) {
            fail(new StreamSettingsException(settings.stream(), differences));
            return;
        }
        heard(found.last());
        List<StreamReader> told = locked(() -> {
            if (link != on) {
                return null;
            }
            looking = false;
            extent = found;
            made = found.made();
            return List.copyOf(readers);
        });
        if (told == null) {
            return;
        }
        if (found.ended()) {
            ended(found.last());
        } else if (found.closed()) {
            end.begun();
        } else {
            outbox.up(on);
        }
        told.forEach(reader -> reader.up(on, found));
        told.forEach(reader -> locate(on, reader));
        locked(() -> List.copyOf(questions)).forEach(question -> answer(on, question));
        opened.complete(this);
        end.goOn();
    }

    private void fail(Throwable failure) {
        List<StreamReader> told = locked(() -> {
            if (broken != null) {
                return List.of();
            }
            broken = failure;
            return List.copyOf(readers);
        });
        linking.remove(this);
        opened.completeExceptionally(failure);
        outbox.refuse(failure);
        told.forEach(reader -> reader.failed(failure));
        locked(() -> List.copyOf(questions)).forEach(question -> question.failed(failure));
    }

    /** Completes when what was sent is confirmed; nothing new is sent. */
    One<Void> drained() {
        outbox.refuseNew(Linking.closedFor(settings.name()));
        CompletableFuture<Void> empty = new CompletableFuture<>();
        outbox.whenEmpty(() -> empty.complete(null));
        return One.fromCompletionStage(empty::minimalCompletionStage);
    }

    private void ended(long last) {
        end.ended(last);
        locked(() -> List.copyOf(readers)).forEach(reader -> reader.ended(last));
    }

    // The readers.

    /** Enters a reader, and tells it where it stands before anything else is sent from here. */
    void enter(StreamReader reader) {
        boolean[] holds = new boolean[1];
        Throwable failure = locked(() -> {
            if (broken == null) {
                readers.add(reader);
                // The end of a channel waits for the outbox, so such a reader must not hold it.
                holds[0] = !end.isClosing() && held.add(reader);
            }
            return broken;
        });
        if (failure != null) {
            reader.failed(failure);
            return;
        }
        subscribers.modify(before -> before + 1);
        if (holds[0]) {
            outbox.hold();
        }
        Link now = ready();
        if (now != null) {
            reader.up(now, null);
            locate(now, reader);
        }
        long last = end.last();
        if (last >= 0) {
            reader.ended(last);
        }
    }

    void leave(StreamReader reader) {
        boolean was = locked(() -> readers.remove(reader));
        release(reader);
        if (was) {
            subscribers.modify(before -> before - 1);
        }
    }

    private void release(StreamReader reader) {
        if (locked(() -> held.remove(reader))) {
            outbox.release();
        }
    }

    private void locate(Link on, StreamReader reader) {
        if (!reader.isUnlocated()) {
            return;
        }
        boolean comesLater = end.isUnderway() && !locked(() -> held.contains(reader));
        if (comesLater) {
            return;
        }
        ask(on, (now, found) -> {
            reader.located(found);
            release(reader);
            if (found.closed() && !found.ended()) {
                lookAgain();
            }
        });
    }

    private void ask(Link on, BiConsumer<Link, Extent> taker) {
        api.look(on, (now, answer, refusal) -> {
            if (refusal == null) {
                Extent found = Extent.of(answer, settings);
                heard(found.last());
                taker.accept(now, found);
            } else {
                lookAgain();
            }
        });
    }

    /** Asks the server what the stream holds, now or when there is a connection. */
    void ask(StreamQuestion question) {
        Throwable failure = locked(() -> {
            if (broken == null) {
                questions.add(question);
            }
            return broken;
        });
        if (failure != null) {
            question.failed(failure);
            return;
        }
        Link now = ready();
        if (now != null) {
            answer(now, question);
        }
    }

    private void answer(Link on, StreamQuestion question) {
        ask(on, (now, found) -> {
            if (withdraw(question)) {
                question.answered(found);
            }
        });
    }

    boolean withdraw(StreamQuestion question) {
        return locked(() -> questions.remove(question));
    }

    /** How many values the slowest reader has not taken. */
    long lag() {
        return locked(() -> {
            long last = end.last() >= 0 ? end.last() : heard.get();
            long most = 0;
            for (StreamReader reader : new ArrayList<>(readers)) {
                long position = reader.position();
                if (position >= 0) {
                    most = Math.max(most, last - position);
                }
            }
            return most;
        });
    }
}
