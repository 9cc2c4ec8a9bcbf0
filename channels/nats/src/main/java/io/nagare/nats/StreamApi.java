package io.nagare.nats;

import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nats.client.Message;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the server about one stream, and waits while it has no answer. Any thread may call. */
final class StreamApi {

    static final Duration PAUSE = Duration.ofMillis(250);

    private static final String API = "$JS.API.STREAM.";

    private final Linking linking;
    private final StreamSettings settings;
    private final Consumer<Throwable> failed;
    private volatile boolean stopped;

    /** What the stream is described as, which tells it from another one of the same name. */
    private volatile @Nullable String description = StreamSettings.MARK + UUID.randomUUID();

    /** Takes an answer, on a thread of the link. */
    interface Taker {
        void take(Link on, Message answer, @Nullable Refusal refusal);
    }

    /**
     * Makes what asks.
     *
     * @param failed called if an answer cannot be read
     */
    StreamApi(Linking linking, StreamSettings settings, Consumer<Throwable> failed) {
        this.linking = linking;
        this.settings = settings;
        this.failed = failed;
    }

    /** Nobody waits for answers any more. */
    void stop() {
        stopped = true;
    }

    /** Asks what the stream holds. */
    void look(Link on, Taker taker) {
        call(on, "INFO", "{\"subjects_filter\":\"" + settings.end() + "\"}", taker);
    }

    /** The stream is there, and is described as this. */
    void describe(@Nullable String found) {
        description = found;
    }

    void create(Link on, Taker taker) {
        call(on, "CREATE", settings.open(description).toJson(), taker);
    }

    /** Takes its subject for values from the stream. */
    void close(Link on, Taker taker) {
        call(on, "UPDATE", settings.closed(description).toJson(), taker);
    }

    /** Calls again and again on this link until the server answers. */
    private void call(Link on, String what, String body, Taker taker) {
        CompletableFuture<Message> called = linking.call(on, API + what + "." + settings.stream(), null, body);
        called.whenComplete((answer, failure) -> {
            Refusal refusal = answer == null ? null : Replies.error(answer);
            boolean later = answer == null
                    || Replies.isUnanswered(answer)
                    || (refusal != null && refusal.number() == Replies.TEMPORARILY_UNAVAILABLE);
            if (!later) {
                try {
                    taker.take(on, answer, refusal);
                } catch (RuntimeException unexpected) {
                    failed.accept(unexpected);
                }
            } else if (!on.isLost() && !stopped) {
                linking.after(PAUSE, () -> call(on, what, body, taker));
            }
        });
    }

    NatsRefusedException refused(String what, Refusal refusal) {
        return new NatsRefusedException(
                what + " the stream " + settings.stream(), refusal.code(), refusal.number(), refusal.says());
    }
}
