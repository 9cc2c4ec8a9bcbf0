package io.nagare.nats;

import io.nagare.One;
import io.nagare.channel.ChannelClosedException;
import io.nagare.channel.Watch;
import io.nagare.channels.base.Ending;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.StreamSettings.Kind;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a channel ends on the server: when what was sent before is confirmed, the stream loses its subject for values, so
 * that no program can send one any more. Then a last message says so. Each step can be done again, also by another
 * program. Any thread may call.
 */
final class StreamEnd {

    private final Linking linking;
    private final StreamSettings settings;
    private final StreamApi api;
    private final StreamOutbox outbox;
    private final Supplier<@Nullable Link> ready;
    private final Runnable look;
    private final Consumer<Throwable> failed;
    private final Watch<Over> over = Watch.of(new Over(false, null));
    private final Ending ending = new Ending();

    /** Ends what hears of the end on the link. */
    private volatile Runnable listening = () -> {};

    /** Whether the channel has ended, and why nobody will hear of it otherwise. */
    private record Over(boolean ended, @Nullable Throwable failure) {}

    /**
     * Makes the end of a channel that is open.
     *
     * @param ready returns the link on which the stream was looked at, or null
     * @param look has the stream looked at again
     */
    StreamEnd(
            Linking linking,
            StreamSettings settings,
            StreamApi api,
            StreamOutbox outbox,
            Supplier<@Nullable Link> ready,
            Runnable look,
            Consumer<Throwable> failed) {
        this.linking = linking;
        this.settings = settings;
        this.api = api;
        this.outbox = outbox;
        this.ready = ready;
        this.look = look;
        this.failed = failed;
    }

    private ChannelClosedException closed() {
        return new ChannelClosedException("the channel " + settings.name() + " is closed");
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

    One<Void> whenOver() {
        return over.receiver()
                .filter(now -> now.ended() || now.failure() != null)
                .next()
                .flatMap(now -> now.failure() == null ? One.<Void>empty() : One.<Void>error(now.failure()));
    }

    void close() {
        if (ending.begin()) {
            if (settings.kind() == Kind.PACED) {
                outbox.refuseWhatWaits(closed());
            } else {
                outbox.refuseNew(closed());
            }
            outbox.whenEmpty(this::goOn);
        }
    }

    /** The stream has lost its subject, but nobody knows whether it has its last message. */
    void begun() {
        ending.begin();
        outbox.refuse(closed());
    }

    /** The stream has its last message, behind this value. */
    void ended(long number) {
        ending.ended(number);
        outbox.refuse(closed());
        if (!over.value().ended()) {
            over.modify(before -> new Over(true, null));
        }
    }

    /** Hears on this link that the channel has ended. */
    void listen(Link now) {
        Subscription made = now.subscribe(settings.end(), message -> look.run());
        listening = () -> now.unsubscribe(made);
        if (over.value().failure() != null) {
            now.unsubscribe(made);
        }
    }

    /** Nothing is heard of the channel any more. */
    void fail(Throwable failure) {
        over.modify(before -> before.ended() ? before : new Over(false, failure));
        listening.run();
    }

    /** A step that was under way may not have been done. */
    void down() {
        ending.stepAgain();
    }

    /** Ends the stream on the server, if that is to be done and can be done now. */
    void goOn() {
        Link now = ready.get();
        if (now == null || !ending.step()) {
            return;
        }
        outbox.whenEmpty(() -> {
            api.close(now, this::withoutSubject);
            linking.after(Linking.PATIENCE, () -> {
                down();
                goOn();
            });
        });
    }

    private void withoutSubject(Link on, Message answer, @Nullable Refusal refusal) {
        if (refusal != null) {
            failed.accept(api.refused("to close", refusal));
            return;
        }
        if (!settings.marksEnd()) {
            on.tell(settings.end(), null, new byte[0]);
            look.run();
            return;
        }
        Headers once = new Headers()
                .put("Nagare-End", "1")
                .put("Nats-Expected-Last-Subject-Sequence", "0");
        CompletableFuture<Message> marked = linking.call(on, settings.end(), once, "");
        marked.whenComplete((confirmation, failure) -> {
            if (confirmation != null && Replies.isDenied(confirmation)) {
                failed.accept(Replies.denied("to let this user send to " + settings.end(), confirmation));
            } else {
                look.run();
            }
        });
    }
}
