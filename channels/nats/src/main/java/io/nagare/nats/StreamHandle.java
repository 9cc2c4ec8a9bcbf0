package io.nagare.nats;

import io.nagare.One;
import io.nagare.channel.Watch;
import io.nagare.channels.base.OpenChannel;
import io.nagare.channels.base.Questions;
import io.nagare.channels.base.Receivers;
import io.nagare.driver.ShortLock;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.StreamGoneException;
import io.nagare.nats.failure.StreamSettingsException;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
final class StreamHandle implements LinkUser, OpenChannel {

    /**
     * How long after it was opened a stream with replicas may turn out to be described otherwise. Of programs that make
     * it at the same moment, servers of version 2.9 can tell each one that it has, and then keep the last description.
     */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Linking linking;
    private final StreamSettings settings;
    private final StreamOutbox outbox;
    private final CompletableFuture<StreamHandle> opened = new CompletableFuture<>();
    private final StreamApi api;
    private final StreamEnd end;
    private final Receivers<StreamReader> readers;

    /** The number of the last value that this has heard of. */
    private final AtomicLong heard = new AtomicLong();

    private final Questions<Link> questions = new Questions<>(this::ready);
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private @Nullable Link link;

    /** What the stream held when it was last looked at on this link; null if it was not. */
    private @Nullable Extent extent;

    /** What tells the stream from another one of its name; null before it was looked at. */
    private @Nullable String made;

    /** Whether the stream stays the one that it is, see {@link #SETTLING}. */
    private volatile boolean settled;

    private @Nullable Throwable broken;
    private boolean looking;

    StreamHandle(Linking linking, StreamSettings settings) {
        this.linking = linking;
        this.settings = settings;
        this.settled = settings.replicas() == 1;
        this.outbox = new StreamOutbox(
                linking,
                settings,
                () -> linking.after(StreamApi.PAUSE, this::lookAgain),
                this::heard);
        this.api = new StreamApi(linking, settings, this::fail);
        this.end = new StreamEnd(linking, settings, api, outbox, this::ready, this::lookAgain, this::fail);
        this.readers = new Receivers<>(outbox, end::isClosing);
    }

    /** Returns the link on which the stream was looked at, or null. */
    @Nullable Link ready() {
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

    @Override
    public StreamOutbox outbox() {
        return outbox;
    }

    StreamEnd end() {
        return end;
    }

    Questions<Link> questions() {
        return questions;
    }

    @Override
    public String name() {
        return settings.name();
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

    void heard(long sequence) {
        heard.accumulateAndGet(sequence, Math::max);
    }

    /** Learns the number of the last value from a message, which knows how many come behind it. */
    void heardOf(Message message, Place place) {
        if (!message.getSubject().equals(settings.end())) {
            heard(place.number() + place.pending());
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
            end.listen(now);
            api.look(now, this::looked);
        }
    }

    /** Nobody waits for this any more, and nobody has it. */
    void abandon() {
        fail(Linking.closedFor(settings.name()));
    }

    @Override
    public void down(Link gone) {
        boolean was = locked(() -> {
            if (link != gone) {
                return false;
            }
            link = null;
            extent = null;
            looking = false;
            return true;
        });
        if (was) {
            end.down();
            outbox.down();
            readers.forEach(StreamReader::down);
        }
    }

    @Override
    public void closed() {
        fail(Linking.closedFor(settings.name()));
    }

    /** Looks at the stream, unless that is being done. */
    void lookAgain() {
        Link now = beginLook();
        if (now != null) {
            api.look(now, this::looked);
        }
    }

    /** Returns the link on which to look, or null if nobody has to. */
    private @Nullable Link beginLook() {
        return locked(() -> {
            if (link == null || looking || broken != null) {
                return null;
            }
            looking = true;
            return link;
        });
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
        String before = made;
        boolean may = !settled && found.last() >= heard.get();
        if (!may && before != null && !before.equals(found.identity())) {
            fail(new StreamGoneException(settings.stream(), "another one of this name was made"));
            return;
        }
        List<String> differences = settings.differences(found.configuration());
        if (!differences.isEmpty()) {
            fail(new StreamSettingsException(settings.stream(), differences));
            return;
        }
        api.describe(found.configuration().getDescription());
        heard(found.last());
        boolean current = locked(() -> {
            if (link != on) {
                return false;
            }
            looking = false;
            extent = found;
            made = found.identity();
            return true;
        });
        if (before == null && !settled) {
            linking.after(SETTLING, () -> settled = true);
        }
        if (!current) {
            return;
        }
        // Those that come later are told of this link by themselves.
        List<StreamReader> told = readers.now();
        if (found.ended()) {
            end.ended(found.last());
            // Also those that came meanwhile, and found no end.
            readers.forEach(reader -> reader.ended(found.last()));
        } else if (found.closed()) {
            end.begun();
        } else {
            outbox.up(on);
        }
        told.forEach(reader -> reader.up(on, found));
        told.forEach(reader -> locate(on, reader));
        questions.on(on);
        opened.complete(this);
        end.goOn();
    }

    private void fail(Throwable failure) {
        boolean first = locked(() -> {
            boolean was = broken != null;
            broken = was ? broken : failure;
            return !was;
        });
        if (!first) {
            return;
        }
        linking.remove(this);
        api.stop();
        opened.completeExceptionally(failure);
        outbox.refuse(failure);
        end.fail(failure);
        readers.fail(failure);
        questions.fail(failure);
    }

    /** Completes when what was sent is confirmed; nothing new is sent. */
    One<Void> drained() {
        outbox.refuseNew(Linking.closedFor(settings.name()));
        CompletableFuture<Void> empty = new CompletableFuture<>();
        outbox.whenEmpty(() -> empty.complete(null));
        return One.fromCompletionStage(empty::minimalCompletionStage);
    }

    // The readers.

    /** Enters a reader, and tells it where it stands before anything else is sent from here. */
    void enter(StreamReader reader) {
        if (!readers.enter(reader)) {
            return;
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
        readers.leave(reader);
    }

    /** A reader knows its place, so that what is sent from now on is for it, too. */
    void release(StreamReader reader) {
        readers.release(reader);
    }

    private void locate(Link on, StreamReader reader) {
        boolean comesLater = end.isUnderway() && !readers.isHeld(reader);
        if (comesLater || !reader.isUnlocated()) {
            return;
        }
        look(on, (now, found) -> {
            reader.located(found);
            if (!reader.isUnlocated()) {
                release(reader);
            }
            if (found.closed() && !found.ended()) {
                lookAgain();
            }
        });
    }

    /** Asks what the stream holds. */
    void look(Link on, BiConsumer<Link, Extent> taker) {
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

    /** Sends a message that nobody confirms, if there is a connection. */
    void tell(String subject, String text) {
        Link now = ready();
        if (now != null) {
            now.tell(subject, null, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public long lag() {
        return readers.lag(end.last() >= 0 ? end.last() : heard.get());
    }
}
