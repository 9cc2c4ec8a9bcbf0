package io.nagare.nats;

import io.nagare.nats.Replies.Refusal;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The place of a subscriber of a paced broadcast at the server: one of two consumers, which take turns. A consumer
 * never knows whether what it has sent has arrived. So behind each trouble the other one begins behind the last value
 * that was emitted, while this one still holds all that follows. Only then does this one go.
 *
 * <p>Always holds: from the first consumer on, one of them holds what was not emitted; or the subscriber learns that it
 * was given up. Called on the strand; the answers come from any thread.
 */
final class Seat {

    private final StreamHandle handle;
    private final String base;

    /** The consumer that holds what was not emitted; null before there is one. */
    private @Nullable String holding;

    /** Whether the subscription is over. Written by the strand alone; what is under way then ends. */
    private volatile boolean left;

    /**
     * Makes a seat.
     *
     * @param owner tells this subscription from all others
     */
    Seat(StreamHandle handle, String owner) {
        this.handle = handle;
        this.base = "nagare-" + owner;
    }

    /** What a subscriber was given up for. */
    static final class GivenUp extends Exception {

        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    /** Which of the consumers is made next. */
    String next() {
        String first = base + "-a";
        return first.equals(holding) ? base + "-b" : first;
    }

    /** No consumer holds for this any more. */
    void forgotten() {
        holding = null;
    }

    /**
     * Makes the next consumer beside the one that holds.
     *
     * @return the server's answer; fails with {@link GivenUp} if nothing holds
     */
    CompletableFuture<Message> make(Link on, String next, ConsumerConfiguration consumer) {
        String held = holding;
        if (held == null) {
            return create(on, next, consumer);
        }
        // Twice: nothing is made for one that was given up, and the second look sees that there was no gap.
        return hold(on, held)
                .thenCompose(still -> create(on, next, consumer))
                .thenCompose(answer -> Replies.error(answer) != null
                        ? CompletableFuture.completedFuture(answer)
                        : hold(on, held).thenApply(still -> answer));
    }

    private CompletableFuture<Message> create(Link on, String next, ConsumerConfiguration consumer) {
        String body = "{\"stream_name\":\"" + stream() + "\",\"config\":" + consumer.toJson() + "}";
        // Before that, what is left of it from an attempt that was cut off goes.
        return call(on, api("DELETE", next), "")
                .thenCompose(gone -> call(on, api("CREATE", next), body))
                .whenComplete((answer, failure) -> {
                    if (left) {
                        on.tell(api("DELETE", next), null, new byte[0]);
                    }
                });
    }

    private CompletableFuture<Void> hold(Link on, String held) {
        return isThere(on, held)
                .thenCompose(there -> there
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(new GivenUp()));
    }

    /** The next consumer holds from now on. */
    void made(Link on, String consumer) {
        if (holding != null) {
            on.tell(api("DELETE", holding), null, new byte[0]);
        }
        holding = consumer;
    }

    /** Nobody comes back to this. */
    void leave() {
        left = true;
        handle.tell(api("DELETE", base + "-a"), "");
        handle.tell(api("DELETE", base + "-b"), "");
    }

    private CompletableFuture<Boolean> isThere(Link on, String consumer) {
        return call(on, api("INFO", consumer), "").thenCompose(answer -> {
            Refusal refusal = Replies.error(answer);
            return refusal == null || refusal.number() == Replies.CONSUMER_NOT_FOUND
                    ? CompletableFuture.completedFuture(refusal == null)
                    : CompletableFuture.failedFuture(new TimeoutException(refusal.says()));
        });
    }

    /** Fails if the server does not answer, or if this is over. */
    private CompletableFuture<Message> call(Link on, String subject, String body) {
        if (left) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        return handle.linking()
                .call(on, subject, null, body)
                .thenCompose(answer -> Replies.isUnanswered(answer)
                        ? CompletableFuture.failedFuture(new TimeoutException("nobody answers"))
                        : CompletableFuture.completedFuture(answer));
    }

    private String api(String what, String consumer) {
        return "$JS.API.CONSUMER." + what + "." + stream() + "." + consumer;
    }

    private String stream() {
        return handle.settings().stream();
    }
}
