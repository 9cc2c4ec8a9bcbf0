package io.nagare.nats;

import io.nagare.nats.Denials.Denied;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from one consumer on one link. On its reader's strand, except that messages arrive on the link's thread.
 */
final class Puller {

    /** How long a request waits at the server at most, and how often the server says meanwhile that it is there. */
    static final Duration EXPIRY = Duration.ofSeconds(60);

    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** The last part of the inbox of what shows that the consumer is in use. */
    private static final String SHOWN = "shown";

    private final Link link;
    private final String stream;
    private final String consumer;
    private final Duration expiry;
    private final String inbox;
    private final @Nullable Subscription subscription;
    private final List<Runnable> endings;
    private long requests;

    /**
     * Begins to take messages.
     *
     * @param denied told, on a thread of the link, if the server does not let this pull or acknowledge
     */
    Puller(
            Link link,
            String stream,
            String consumer,
            Duration expiry,
            Consumer<Message> taken,
            Consumer<Denied> denied) {
        this.link = link;
        this.stream = stream;
        this.consumer = consumer;
        this.expiry = expiry;
        this.inbox = link.newInbox();
        this.endings = List.of(
                link.ifDenied(true, next(), denied),
                link.ifDenied(true, "$JS.ACK." + stream + "." + consumer, denied),
                link.ifDenied(false, inbox + ".*", denied));
        this.subscription = link.subscribe(inbox + ".*", taken);
    }

    Link link() {
        return link;
    }

    void pull(int messages) {
        Duration half = expiry.dividedBy(2);
        byte[] request = PullRequestOptions.builder(messages)
                .expiresIn(expiry)
                .idleHeartbeat(half.compareTo(HEARTBEAT) < 0 ? half : HEARTBEAT)
                .build()
                .serialize();
        link.tell(next(), inbox + "." + ++requests, request);
    }

    /**
     * Shows the server that the consumer is in use. Asks for a message that is smaller than any, so the server sends a
     * status.
     */
    void show() {
        byte[] request = PullRequestOptions.builder(1).maxBytes(1).noWait().build().serialize();
        link.tell(next(), inbox + "." + SHOWN, request);
    }

    /** Whether a message answers {@link #show}. */
    static boolean isShown(Message message) {
        return message.getSubject().endsWith(SHOWN);
    }

    private String next() {
        return "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + consumer;
    }

    /** Stops taking messages, and has the server forget the consumer. */
    void close(boolean deletes) {
        endings.forEach(Runnable::run);
        link.unsubscribe(subscription);
        if (deletes && !link.isLost()) {
            link.tell("$JS.API.CONSUMER.DELETE." + stream + "." + consumer, null, new byte[0]);
        }
    }
}
