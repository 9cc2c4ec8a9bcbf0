package io.nagare.redis;

import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.channels.base.Ending;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a channel ends on the server: when what was sent before is confirmed, the channel gets the number of its last
 * value. From then on the server refuses values. That can be done again, also by another program. Any thread may call.
 */
final class ChannelEnd {

    /** How long to wait until a channel is closed again that the server has refused to close. */
    private static final Duration AGAIN = Duration.ofMillis(250);

    private final ChannelKeys keys;
    private final ChannelApi api;
    private final ChannelOutbox outbox;
    private final Supplier<@Nullable Looked> ready;
    private final Runnable look;
    private final Watch<Outcome> outcome = Watch.of(Outcome.UNKNOWN);
    private final Ending ending = new Ending();

    /** Whether the server has refused to close the channel. */
    private final AtomicBoolean refused = new AtomicBoolean();

    /** A link on which the channel was looked at, and what the channel was made as. */
    record Looked(Link link, String made) {}

    /**
     * What became of the channel.
     *
     * @param isLast whether nothing comes behind it
     * @param failure why the channel is not closed; null if it is, or if nobody knows yet
     */
    private record Outcome(boolean isLast, @Nullable Throwable failure) {

        static final Outcome UNKNOWN = new Outcome(false, null);
        static final Outcome CLOSED = new Outcome(true, null);

        boolean isKnown() {
            return isLast || failure != null;
        }
    }

    /**
     * Makes the end of a channel that is open.
     *
     * @param ready returns the link on which the channel was looked at, or null
     * @param look has the channel looked at again
     */
    ChannelEnd(
            ChannelKeys keys,
            ChannelApi api,
            ChannelOutbox outbox,
            Supplier<@Nullable Looked> ready,
            Runnable look) {
        this.keys = keys;
        this.api = api;
        this.outbox = outbox;
        this.ready = ready;
        this.look = look;
    }

    private ChannelClosedException closed() {
        return new ChannelClosedException("the channel " + keys.name() + " is closed");
    }

    boolean isClosing() {
        return ending.isBegun();
    }

    long last() {
        return ending.last();
    }

    /** Whether the end has begun, and nobody knows the last value. */
    boolean isUnderway() {
        return ending.isUnderway();
    }

    /** Completes when the channel is closed. Fails when nobody will know, and while the server refuses it. */
    One<Void> whenOver() {
        return outcome.receiver().filter(Outcome::isKnown).next().flatMap(known -> {
            Throwable failure = known.failure();
            return failure == null ? One.<Void>empty() : One.<Void>error(failure);
        });
    }

    /** Completes when an end that was asked for is on the server, or can't come there any more. */
    One<Void> whenSettled() {
        return One.defer(() -> isClosing()
                ? outcome.receiver().filter(Outcome::isLast).next().then()
                : One.<Void>empty());
    }

    void close() {
        if (begin()) {
            outbox.refuseNew(closed());
            outbox.whenEmpty(this::goOn);
        }
    }

    /** Returns whether the channel must be closed on the server. */
    private boolean begin() {
        boolean first = ending.begin();
        boolean again = refused.getAndSet(false);
        if (again) {
            become(Outcome.UNKNOWN);
        }
        return first || again;
    }

    private void become(Outcome next) {
        outcome.modify(now -> now.isLast() ? now : next);
    }

    /** There will be no connection any more, or the channel is gone. */
    void failed(Throwable failure) {
        become(new Outcome(true, failure));
    }

    /** The server refuses to close the channel, perhaps for now. */
    private void refused(Throwable failure) {
        ending.stepAgain();
        refused.set(true);
        become(new Outcome(false, failure));
        api.after(AGAIN, this::goOn);
    }

    /** The channel has ended behind this value. */
    void ended(long number) {
        begin();
        ending.ended(number);
        outbox.refuse(closed());
        become(Outcome.CLOSED);
    }

    /** A step that was under way may not have been done. */
    void down() {
        ending.stepAgain();
    }

    /** Ends the channel on the server, if that is to be done and can be done now. */
    void goOn() {
        Looked now = ready.get();
        if (now == null || !ending.step()) {
            return;
        }
        outbox.whenEmpty(
                () -> api.run(now.link(), Script.CLOSE, (on, answer) -> look.run(), this::refused, now.made()));
    }
}
