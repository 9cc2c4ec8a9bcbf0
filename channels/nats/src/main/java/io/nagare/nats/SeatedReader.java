package io.nagare.nats;

import io.nagare.driver.Deadline;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.Seat.GivenUp;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a paced broadcast that goes with its program, on its strand. Its {@link Seat} holds its place at
 * the server, which gives the seat up when it has heard nothing for a time.
 */
final class SeatedReader<T> extends PacedReader<T> {

    /** Behind this time the server sends a value again that it has heard nothing of, in case its answer was lost. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Seat seat;
    private final Deadline known;
    private boolean knownArmed;

    /** Counts the consumers that were begun, so that the end of an old attempt can be told. */
    private int attempts;

    SeatedReader(Pacing<T> pacing, Seat seat, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(pacing, subscriber, strand);
        this.seat = seat;
        this.known = strand.driver().deadline(this);
    }

    @Override
    void missing(long number) {
        giveUp("the values up to " + (number - 1) + " were deleted from the stream");
    }

    @Override
    void pull() {
        pullWanted();
        stayKnown();
    }

    /** The server gives up a consumer of which it hears nothing. */
    private void stayKnown() {
        boolean idle = isQuiet();
        if (knownArmed && known.reached()) {
            knownArmed = false;
            known.disarm();
            if (idle) {
                show();
            }
        }
        if (idle && !knownArmed) {
            knownArmed = true;
            known.arm(strand().driver().time().nanoTime() + third().toNanos());
        } else if (!idle && knownArmed) {
            knownArmed = false;
            known.disarm();
        }
    }

    private Duration third() {
        return pacing.settings().inactive().dividedBy(3);
    }

    /** From version 2.11.7 on, the server gives nobody up while it waits for an answer of theirs. */
    private Duration answering() {
        return third().compareTo(ANSWER) > 0 ? ANSWER : third();
    }

    @Override
    public Duration expiry() {
        boolean longest = third().compareTo(Puller.EXPIRY) > 0;
        return longest ? Puller.EXPIRY : third();
    }

    @Override
    public String consumerName() {
        return seat.next();
    }

    @Override
    public ConsumerConfiguration consumer(String name) {
        ConsumerConfiguration.Builder builder = ConsumerConfiguration.builder()
                .durable(name)
                .name(name)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(answering())
                .maxAckPending(pacing.settings().capacity())
                .inactiveThreshold(pacing.settings().inactive());
        return position() < 0
                ? builder.deliverPolicy(DeliverPolicy.New).build()
                : builder.deliverPolicy(DeliverPolicy.ByStartSequence)
                        .startSequence(position() + 1)
                        .build();
    }

    @Override
    public void make(Link on, String name, Consumer<@Nullable Message> made) {
        // They come again, with answers that the new consumer understands.
        arrived.clear();
        int attempt = ++attempts;
        seat.make(on, name, consumer(name)).whenComplete((answer, failure) -> event(() -> {
            if (attempt != attempts) {
                return;
            }
            boolean gone = failure != null && (failure instanceof GivenUp || failure.getCause() instanceof GivenUp);
            if (gone && !isUnlocated()) {
                giveUp("the server has heard nothing of it for " + pacing.settings().inactive());
                return;
            }
            if (gone) {
                stand(-1);
                seat.forgotten();
            } else if (answer != null && Replies.error(answer) == null) {
                seat.made(on, name);
            }
            made.accept(answer);
        }));
    }

    @Override
    public void begins(long behind) {
        if (position() < 0) {
            stand(behind);
        }
        settled();
    }

    @Override
    void released() {
        arrived.clear();
        known.disarm();
        seat.leave();
    }
}
