package io.nagare.nats;

import io.nagare.One;
import io.nagare.nats.Replies.Refusal;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
    private final @Nullable String name;
    private final String base;
    private final String owner;

    /** The consumer that holds what was not emitted; null before there is one. */
    private @Nullable String holding;

    /** Who has made it. */
    private @Nullable String maker;

    /** Whether the seat was looked for at the server. */
    private boolean found;

    /** Whether the subscription is over. Written by the strand alone; what is under way then ends. */
    private volatile boolean left;

    /**
     * Makes a seat.
     *
     * @param name the subscriber's name; null for one that nobody can come back to
     * @param owner tells this subscriber from others that have had the same name
     */
    Seat(StreamHandle handle, @Nullable String name, String owner) {
        this.handle = handle;
        this.name = name;
        this.base = name == null ? "nagare-" + owner : base(name);
        this.owner = owner;
        this.found = name == null;
    }

    private static String base(String name) {
        return "name-" + name;
    }

    /**
     * What the server says about a consumer.
     *
     * @param owner who has made it
     * @param emitted the number of the last value that was acknowledged, as were all before it
     */
    record Held(String consumer, @Nullable String owner, long emitted) {}

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

    String owner() {
        return owner;
    }

    boolean isNamed() {
        return name != null;
    }

    String name() {
        return String.valueOf(name);
    }

    /** Whether this knows what the server holds for it. */
    boolean isFound() {
        return found;
    }

    /** Looks for the consumer of an earlier subscription with this name. */
    CompletableFuture<Optional<Held>> find(Link on) {
        return look(on, base + "-a").thenCombine(look(on, base + "-b"), (first, second) ->
                Stream.concat(first.stream(), second.stream()).max(Comparator.comparingLong(Held::emitted)));
    }

    /** The consumer of an earlier subscription was found, or none. */
    void found(@Nullable Held held) {
        found = true;
        holding = held == null ? null : held.consumer();
        maker = held == null ? null : held.owner();
    }

    /** Nothing is known of the server any more. */
    void unfound() {
        found = name == null;
        holding = null;
    }

    /**
     * Makes the next consumer beside the one that holds.
     *
     * @return the server's answer; fails with {@link GivenUp} if nothing holds
     */
    CompletableFuture<Message> make(Link on, String next, ConsumerConfiguration consumer) {
        String held = holding;
        String before = maker;
        if (held == null) {
            return create(on, next, consumer);
        }
        // Twice: the first look leaves alone what belongs to another one, and the second one sees no gap.
        return hold(on, held, before)
                .thenCompose(still -> create(on, next, consumer))
                .thenCompose(answer -> Replies.error(answer) != null
                        ? CompletableFuture.completedFuture(answer)
                        : hold(on, held, before).thenApply(still -> answer));
    }

    private CompletableFuture<Message> create(Link on, String next, ConsumerConfiguration consumer) {
        String body = "{\"stream_name\":\"" + stream() + "\",\"config\":" + consumer.toJson() + "}";
        // Before that, what is left of it from an attempt that was cut off goes.
        return call(on, api("DELETE", next), "")
                .thenCompose(gone -> call(on, api("CREATE", next), body))
                .whenComplete((answer, failure) -> {
                    if (left && name == null) {
                        on.tell(api("DELETE", next), null, new byte[0]);
                    }
                });
    }

    private CompletableFuture<Held> hold(Link on, String held, @Nullable String before) {
        return look(on, held)
                .thenCompose(there -> there.filter(known -> Objects.equals(known.owner(), before))
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> CompletableFuture.failedFuture(new GivenUp())));
    }

    /** The next consumer holds from now on. */
    void made(Link on, String consumer) {
        if (holding != null) {
            on.tell(api("DELETE", holding), null, new byte[0]);
        }
        holding = consumer;
        maker = owner;
    }

    /** Nobody comes back to this. */
    void leave() {
        left = true;
        if (name == null) {
            handle.tell(api("DELETE", base + "-a"), "");
            handle.tell(api("DELETE", base + "-b"), "");
        }
    }

    private CompletableFuture<Optional<Held>> look(Link on, String consumer) {
        return call(on, api("INFO", consumer), "").thenCompose(answer -> {
            Refusal refusal = Replies.error(answer);
            if (refusal == null) {
                Held held = new Held(consumer, Replies.description(answer), Replies.acknowledged(answer));
                return CompletableFuture.completedFuture(Optional.of(held));
            }
            return refusal.number() == Replies.CONSUMER_NOT_FOUND
                    ? CompletableFuture.completedFuture(Optional.empty())
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
        return api(handle, what, consumer);
    }

    private static String api(StreamHandle handle, String what, String consumer) {
        return "$JS.API.CONSUMER." + what + "." + handle.settings().stream() + "." + consumer;
    }

    private String stream() {
        return handle.settings().stream();
    }

    /** Gives up the subscriber with a name, once for each subscription. */
    static One<Void> forget(StreamHandle handle, String name) {
        String base = base(name);
        // The first one again, because a subscriber may have gone over to it meanwhile.
        return forgetOne(handle, base + "-a")
                .then(forgetOne(handle, base + "-b"))
                .then(forgetOne(handle, base + "-a"));
    }

    private static One<Void> forgetOne(StreamHandle handle, String consumer) {
        return AskSource.confirmed(handle, api(handle, "DELETE", consumer), "", () -> {});
    }
}
