package io.nagare.nats;

import io.nagare.driver.Deadline;
import io.nagare.driver.Leaf;
import io.nagare.nats.Denials.Denied;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.support.Status;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pulls messages for one reader, on its strand. It makes a consumer when something is wanted, another one when the
 * server has forgotten that or says nothing, and none while there is no link.
 *
 * <p>Always holds: messages of a consumer that was given up do not reach the reader. As far as the server says what has
 * become of its requests, no more is asked for than is wanted.
 */
final class Pulling {

    private static final long PAUSE = Duration.ofMillis(250).toNanos();
    private static final long SILENCE = Puller.HEARTBEAT.multipliedBy(3).toNanos();

    /** The reader, on its strand except {@link #event}. */
    interface User {

        /** Does something on the strand. Any thread calls it. */
        void event(Runnable event);

        /** Names the next consumer. */
        String consumerName();

        /** Whether nobody else uses the consumers, so that they go with this. */
        boolean ownsConsumer();

        /** Describes a consumer for what has not arrived yet. */
        ConsumerConfiguration consumer(String name);

        /**
         * Has the server make a consumer.
         *
         * @param made to be called on the strand, with the server's answer or with null if there is none
         */
        void make(Link on, String name, Consumer<@Nullable Message> made);

        /** Whether there is to be a consumer even if nothing is wanted. */
        boolean consumesAlways();

        /** How long a request waits at the server. */
        Duration expiry();

        /** The server has made a consumer, which begins behind this message. */
        void begins(long behind);

        void arrived(Message message);

        void fail(Throwable failure);
    }

    private final StreamHandle handle;
    private final User user;
    private final Leaf leaf;
    private final Deadline deadline;
    private @Nullable Link link;
    private @Nullable Puller puller;

    /** Whether the server has confirmed the puller's consumer. */
    private boolean consuming;

    /** How many messages were pulled and have not come. */
    private int asked;

    /** Whether no consumer is made before the deadline. */
    private boolean pausing;

    Pulling(StreamHandle handle, User user, Leaf leaf) {
        this.handle = handle;
        this.user = user;
        this.leaf = leaf;
        this.deadline = leaf.strand().driver().deadline(leaf);
    }

    /** Begins anew if this is another link. Returns whether it is. */
    boolean up(Link now) {
        if (link == now) {
            return false;
        }
        stop(false);
        link = now;
        return true;
    }

    void down() {
        stop(false);
        link = null;
    }

    /** Sees to it that as many messages are here or asked for. */
    void want(int wanted, int here) {
        if (deadline.reached()) {
            deadline.disarm();
            pausing = false;
            stop(true);
        }
        if (link == null || pausing || (wanted <= 0 && !user.consumesAlways())) {
            return;
        }
        if (puller == null) {
            consume(link);
        } else if (consuming) {
            int missing = wanted - here - asked;
            if (missing > 0 && (missing == wanted || missing * 2 >= wanted)) {
                asked += missing;
                puller.pull(missing);
                limitSilence();
            }
        }
    }

    private void limitSilence() {
        deadline.arm(leaf.strand().driver().time().nanoTime() + SILENCE);
    }

    private void pause() {
        stop(true);
        pausing = true;
        deadline.arm(leaf.strand().driver().time().nanoTime() + PAUSE);
    }

    private void consume(Link on) {
        String stream = handle.settings().stream();
        String name = user.consumerName();
        Taking taking = new Taking();
        Puller fresh = new Puller(on, stream, name, user.expiry(), taking, taking::denied);
        taking.of = fresh;
        puller = fresh;
        user.make(on, name, answer -> made(fresh, answer));
    }

    /** Whether no request waits at the server. */
    boolean isQuiet() {
        return consuming && asked == 0;
    }

    /** Shows the server that somebody is there. If it has forgotten the consumer, another one is made. */
    void show() {
        if (puller != null && consuming) {
            puller.show();
        }
    }

    /** Takes the messages of one consumer to the strand. The first one comes after the consumer was made. */
    private final class Taking implements Consumer<Message> {

        private volatile @Nullable Puller of;

        @Override
        public void accept(Message message) {
            user.event(() -> take(of, message));
        }

        void denied(Denied what) {
            user.event(() -> {
                if (puller == of) {
                    user.fail(what.failure());
                }
            });
        }
    }

    private void made(Puller of, @Nullable Message answer) {
        if (puller != of) {
            return;
        }
        Refusal refusal = answer == null ? null : Replies.error(answer);
        if (answer == null || Replies.isUnanswered(answer)) {
            pause();
        } else if (refusal == null) {
            consuming = true;
            user.begins(Replies.delivered(answer));
        } else if (refusal.code() >= 500 || refusal.number() == Replies.STREAM_NOT_FOUND) {
            // The handle looks at the stream, and knows what to say if it is gone.
            handle.lookAgain();
            pause();
        } else {
            user.fail(new NatsRefusedException(
                    "to read the stream " + handle.settings().stream(),
                    refusal.code(),
                    refusal.number(),
                    refusal.says()));
        }
    }

    private void take(@Nullable Puller of, Message message) {
        if (puller != of) {
            return;
        }
        if (Puller.isShown(message)) {
            if (message.isStatusMessage() && message.getStatus().getCode() == Replies.NO_RESPONDERS) {
                stop(true);
            }
            return;
        }
        if (!message.isStatusMessage()) {
            asked = Math.max(asked - 1, 0);
            user.arrived(message);
        } else if (!message.getStatus().isHeartbeat()) {
            end(message, message.getStatus());
        }
        if (asked > 0) {
            limitSilence();
        } else if (!pausing) {
            deadline.disarm();
        }
    }

    /** A request is over, or the consumer. */
    private void end(Message message, Status status) {
        if (status.getCode() == Replies.NO_RESPONDERS || status.getCode() == Replies.CONFLICT) {
            // The server has forgotten the consumer, or its leader has gone.
            stop(true);
        } else {
            asked = Math.max(asked - Replies.pending(message, asked), 0);
        }
    }

    private void stop(boolean deletes) {
        if (puller != null) {
            puller.close(deletes && user.ownsConsumer());
            puller = null;
        }
        consuming = false;
        asked = 0;
        if (!pausing) {
            deadline.disarm();
        }
    }

    /** Ends this for good. */
    void close() {
        stop(true);
        deadline.disarm();
        link = null;
    }
}
