package io.nagare.nats;

import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.Replies.Standing;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a paced broadcast under a name, on its strand. The server keeps one consumer for the name, until
 * the name is forgotten. It knows what was acknowledged, so the next subscription goes on there.
 *
 * <p>What the server has sent to a subscription that ended, or on a connection that was lost, has no answer. This gives
 * one in its place: it was not taken. So the server sends it again at once. Newer values that come before wait here.
 */
final class NamedReader<T> extends PacedReader<T> {

    private static final String PREFIX = "name-";
    private static final byte[] NOT_TAKEN = "-NAK".getBytes(StandardCharsets.US_ASCII);

    /** How often this asks for values that are missing. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** How many values are asked for at once. */
    private static final int MOST_RECLAIMED = 4096;

    private final String name;
    private final Deadline turn;

    /** How long the server waits for an answer. */
    private Duration answering;

    private boolean isMissing;

    /** Since when values are missing. */
    private long missingSince;

    /** Whether what is missing was asked for, so that it may come. */
    private boolean reclaimed;

    /** Counts the consumers that were begun, so that the end of an old attempt can be told. */
    private int attempts;

    private boolean refusedBefore;

    NamedReader(Pacing<T> pacing, String name, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(pacing, subscriber, strand);
        this.name = name;
        this.answering = pacing.settings().inactive();
        this.turn = strand.driver().deadline(this);
    }

    /** Returns the subject on which the server is told or asked about the consumer of a name. */
    static String api(String what, StreamHandle handle, String name) {
        return "$JS.API.CONSUMER." + what + "." + handle.settings().stream() + "." + PREFIX + name;
    }

    // The consumer.

    @Override
    public String consumerName() {
        return PREFIX + name;
    }

    @Override
    public ConsumerConfiguration consumer(String consumer) {
        return consumerFrom(position() + 1);
    }

    /** Describes the consumer. It begins at a number, because a server that was killed may begin anew. */
    private ConsumerConfiguration consumerFrom(long first) {
        return ConsumerConfiguration.builder()
                .durable(consumerName())
                .name(consumerName())
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(pacing.settings().inactive())
                .maxAckPending(pacing.settings().capacity())
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(first)
                .build();
    }

    @Override
    public void make(Link on, String consumer, Consumer<@Nullable Message> made) {
        int attempt = ++attempts;
        // The values that others have sent so far are not for a new name.
        handle.look(on, (now, extent) -> call(on, "INFO", "")
                .whenComplete((answer, failure) -> event(() -> {
                    if (attempt != attempts) {
                        return;
                    }
                    Refusal refusal = answer == null ? null : Replies.error(answer);
                    boolean missing = refusal != null && refusal.number() == Replies.CONSUMER_NOT_FOUND;
                    if (missing && isUnlocated()) {
                        create(on, extent, made);
                    } else if (missing) {
                        giveUp("its name \"" + name + "\" was forgotten");
                    } else {
                        found(on, answer, extent, made);
                    }
                })));
    }

    private CompletableFuture<Message> call(Link on, String what, String body) {
        return handle.linking().call(on, api(what, handle, name), null, body);
    }

    private void create(Link on, Extent extent, Consumer<@Nullable Message> made) {
        int attempt = attempts;
        String body = "{\"stream_name\":\"" + handle.settings().stream() + "\",\"config\":"
                + consumerFrom(extent.last() + 1).toJson() + "}";
        call(on, "CREATE", body).whenComplete((answer, failure) -> event(() -> {
            if (attempt != attempts) {
                return;
            }
            boolean isRefused = answer != null && Replies.error(answer) != null;
            if (answer != null && !isRefused) {
                Standing standing = Replies.standing(answer);
                answering = standing.answering();
                // Another program may have made it at the same moment, and use it.
                stand(standing.isUsed() ? standing.emitted() : standing.delivered());
                reclaim(on, standing);
            }
            // Another program may have made it meanwhile. Then the next attempt finds it.
            made.accept(isRefused && !refusedBefore ? null : answer);
            refusedBefore |= isRefused;
        }));
    }

    private void found(
            Link on, @Nullable Message answer, Extent extent, Consumer<@Nullable Message> made) {
        if (answer != null && Replies.error(answer) == null) {
            Standing standing = Replies.standing(answer);
            answering = standing.answering();
            if (position() < 0) {
                // The stream has all that this name has not acknowledged. A server that was killed may know the stream
                // better than the consumer.
                stand(Math.max(standing.emitted(), extent.first() - 1));
            }
            reclaim(on, standing);
        }
        made.accept(answer);
    }

    @Override
    public void begins(long behind) {
        settled();
    }

    // What is missing.

    /** Gives the answer to what the server has sent and is not here: that it was not taken. */
    private void reclaim(Link on, Standing standing) {
        if (!standing.isUsed()) {
            return;
        }
        String consumer = "$JS.ACK." + handle.settings().stream() + "." + consumerName() + ".1.";
        String rest = "." + standing.deliveries() + ".0.0";
        long last = Math.min(standing.delivered(), position() + MOST_RECLAIMED);
        for (long number = position() + 1; number <= last; number++) {
            if (!arrived.containsKey(number)) {
                on.tell(consumer + number + rest, null, NOT_TAKEN);
            }
        }
    }

    /** How many values are missing between those that are here. */
    private long missing() {
        return arrived.isEmpty() ? 0 : arrived.lastKey() - position() - arrived.size();
    }

    @Override
    void missing(long number) {
        // What is pulled next sees to that.
    }

    /** Asks what has become of what is missing: another subscription of this name may have taken it. */
    private void ask() {
        Link on = handle.ready();
        if (on == null) {
            return;
        }
        call(on, "INFO", "").whenComplete((answer, failure) -> event(() -> {
            if (answer == null || Replies.error(answer) != null || isDone()) {
                return;
            }
            Standing standing = Replies.standing(answer);
            if (standing.emitted() > position() && hasEmitted()) {
                giveUp("another subscriber has its name \"" + name + "\", and has taken the values up to "
                        + standing.emitted());
                return;
            }
            // The answers of the subscription before this one may have been on their way.
            stand(Math.max(position(), standing.emitted()));
            reclaim(on, standing);
            reclaimed = true;
        }));
    }

    @Override
    void pull() {
        long missing = missing();
        if (missing <= 0) {
            isMissing = false;
            turn.disarm();
            pullWanted();
            return;
        }
        long now = strand().driver().time().nanoTime();
        boolean isNew = !isMissing;
        if (isNew) {
            isMissing = true;
            missingSince = now;
        }
        if (now - missingSince > answering.toNanos() * 2) {
            giveUp(missing + " values behind number " + position() + " did not come for "
                    + answering.multipliedBy(2).toSeconds() + " s. Another subscriber may have its name \"" + name
                    + "\", or they were deleted from the stream");
            return;
        }
        if (isNew || turn.reached()) {
            reclaimed = false;
            turn.arm(now + Math.min(TURN.toNanos(), answering.toNanos()));
            ask();
        }
        want(reclaimed ? (int) Math.min(missing, mostPulled()) : 0, 0);
    }

    @Override
    void released() {
        turn.disarm();
        // Whoever comes next has them at once.
        arrived.values().forEach(message -> handle.tell(String.valueOf(message.getReplyTo()), "-NAK"));
        arrived.clear();
    }
}
