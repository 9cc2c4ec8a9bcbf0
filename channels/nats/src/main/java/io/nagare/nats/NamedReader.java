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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a paced broadcast under a name, on its strand. The server keeps one consumer for the name, until
 * the name is forgotten. It knows what was acknowledged, so the next subscription goes on there.
 *
 * <p>A value that was sent to a subscription that ended without an answer comes again when its time is over. The server
 * may send newer ones before. They wait here, and nothing is pulled meanwhile.
 */
final class NamedReader<T> extends PacedReader<T> {

    private static final String PREFIX = "name-";

    /** How often this waits for values that are missing. Behind the first time they are pulled. */
    private static final int PATIENCE = 2;

    private final String name;
    private final Deadline overdue;

    /** How long the server waits for an answer. */
    private Duration answering;

    /** How often this has begun to wait for what is missing; 0 if nothing is. */
    private int waits;

    /** Counts the consumers that were begun, so that the end of an old attempt can be told. */
    private int attempts;

    private boolean refusedBefore;

    NamedReader(Pacing<T> pacing, String name, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(pacing, subscriber, strand);
        this.name = name;
        this.answering = pacing.settings().inactive();
        this.overdue = strand.driver().deadline(this);
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
        // From a number, because a server that was killed may begin anew.
        return ConsumerConfiguration.builder()
                .durable(consumer)
                .name(consumer)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(pacing.settings().inactive())
                .maxAckPending(pacing.settings().capacity())
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(position() + 1)
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
                        found(answer, extent, made);
                    }
                })));
    }

    private CompletableFuture<Message> call(Link on, String what, String body) {
        return handle.linking().call(on, api(what, handle, name), null, body);
    }

    private void create(Link on, Extent extent, Consumer<@Nullable Message> made) {
        int attempt = attempts;
        stand(extent.last());
        String body = "{\"stream_name\":\"" + handle.settings().stream() + "\",\"config\":"
                + consumer(consumerName()).toJson() + "}";
        stand(-1);
        call(on, "CREATE", body).whenComplete((answer, failure) -> event(() -> {
            if (attempt != attempts) {
                return;
            }
            boolean isRefused = answer != null && Replies.error(answer) != null;
            if (answer != null && !isRefused) {
                Standing standing = Replies.standing(answer);
                answering = standing.answering();
                // Another program may have made it at the same moment, and use it.
                stand(standing.isUsed() ? standing.emitted() : Replies.delivered(answer));
            }
            // Another program may have made it meanwhile. Then the next attempt finds it.
            made.accept(isRefused && !refusedBefore ? null : answer);
            refusedBefore |= isRefused;
        }));
    }

    private void found(@Nullable Message answer, Extent extent, Consumer<@Nullable Message> made) {
        if (answer != null && Replies.error(answer) == null) {
            Standing standing = Replies.standing(answer);
            answering = standing.answering();
            if (position() < 0) {
                // The stream has all that this name has not acknowledged. A server that was killed may know the stream
                // better than the consumer.
                stand(Math.max(standing.emitted(), extent.first() - 1));
            }
        }
        made.accept(answer);
    }

    @Override
    public void begins(long behind) {
        settled();
    }

    // What is missing.

    private boolean isMissing() {
        return !arrived.isEmpty() && arrived.firstKey() > position() + 1;
    }

    @Override
    void missing(long number) {
        if (waits == 0) {
            ask();
            await();
        }
    }

    /** Asks whether a subscription of this name, here or elsewhere, has answered for what is missing. */
    private void ask() {
        Link on = handle.ready();
        if (on == null) {
            return;
        }
        call(on, "INFO", "").whenComplete((answer, failure) -> event(() -> {
            long emitted = answer != null && Replies.error(answer) == null
                    ? Replies.standing(answer).emitted()
                    : -1;
            if (emitted <= position()) {
                return;
            }
            if (hasEmitted()) {
                giveUp("another subscriber has its name \"" + name + "\", and has taken the values up to " + emitted);
            } else {
                // The answers of the subscription before this one were on their way.
                stand(emitted);
            }
        }));
    }

    /** Waits as long as the server waits for an answer. */
    private void await() {
        waits++;
        overdue.arm(strand().driver().time().nanoTime() + answering.toNanos());
    }

    @Override
    void pull() {
        if (waits > 0 && overdue.reached()) {
            overdue.disarm();
            if (waits == PATIENCE && isMissing()) {
                giveUp("the values from " + (position() + 1) + " to " + (arrived.firstKey() - 1) + " did not come for "
                        + answering.multipliedBy(PATIENCE) + ". Another subscriber may have its name \"" + name
                        + "\", or they were deleted from the stream");
                return;
            }
            await();
        }
        if (isMissing()) {
            long gap = arrived.firstKey() - position() - 1;
            want(waits == PATIENCE ? (int) Math.min(gap, mostPulled()) : 0, 0);
        } else {
            waits = 0;
            overdue.disarm();
            pullWanted();
        }
    }

    @Override
    void released() {
        overdue.disarm();
        // Whoever comes next has them at once.
        arrived.values().forEach(message -> handle.tell(String.valueOf(message.getReplyTo()), "-NAK"));
        arrived.clear();
    }
}
