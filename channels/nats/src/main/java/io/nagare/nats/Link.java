package io.nagare.nats;

import io.nagare.nats.Denials.Denied;
import io.nagare.nats.failure.JetStreamMissingException;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.nats.failure.NatsCredentialsException;
import io.nagare.nats.failure.NatsUnreachableException;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of jnats, from its beginning to its loss; jnats itself never reconnects. So what was not written when
 * it was lost is not written later either, behind what is sent again: the order of a sender stays. Any thread may call,
 * except {@link #open} and {@link #close}, which block.
 *
 * <p>All messages arrive on one thread of jnats. What it calls must be quick.
 */
final class Link implements AutoCloseable {

    private static final String API_INFO = "$JS.API.INFO";
    private static final Duration PING = Duration.ofSeconds(10);

    /** How long to wait for what is on its way when subscriptions end. */
    private static final Duration DRAINED = Duration.ofSeconds(2);

    private final Connection connection;
    private final Dispatcher dispatcher;
    private final String inbox;
    private final Map<Long, Awaited> awaited = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Message>> calls = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Denials denials = new Denials();
    private final BiConsumer<Denied, Boolean> denied;

    /** Said because answers are denied; null if they are not. */
    private volatile @Nullable Denied mute;

    private volatile boolean lost;

    /** What takes the answer to a message. */
    private record Awaited(String subject, Consumer<Message> taken) {}

    private Link(Connection connection, BiConsumer<Denied, Boolean> denied) {
        this.connection = connection;
        this.denied = denied;
        this.inbox = connection.createInbox();
        this.dispatcher = connection.createDispatcher();
        dispatcher.setPendingLimits(-1, -1);
        dispatcher.subscribe(inbox + ".*", this::answered);
    }

    /**
     * Connects. Blocks.
     *
     * @param known addresses that an earlier connection has learned
     * @param lost told once, on a thread of jnats, when the connection is lost or closed
     * @param denied told what the server denies this user, and whether somebody else was told
     */
    static Link open(
            NatsOptions options,
            List<String> known,
            BiConsumer<Link, @Nullable Throwable> lost,
            BiConsumer<Denied, Boolean> denied)
            throws InterruptedException {
        CompletableFuture<Link> made = new CompletableFuture<>();
        CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
        Options.Builder builder = options.customizer()
                .apply(Threads.set(new Options.Builder())
                        .servers(known.toArray(String[]::new))
                        .pingInterval(PING)
                        .connectionName("nagare"))
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection on, String says) {
                        Denied what = Denials.read(says);
                        if (what != null) {
                            made.thenAccept(link -> link.denied(what));
                        }
                    }
                })
                .maxReconnects(0)
                .maxMessagesInOutgoingQueue(-1)
                .connectionListener((connection, event) -> {
                    if (event == Events.DISCONNECTED || event == Events.CLOSED) {
                        failure.complete(null);
                    }
                });
        try {
            Link link = new Link(Nats.connect(builder.build()), denied);
            made.complete(link);
            failure.thenAccept(why -> link.end(lost));
            return link;
        } catch (AuthenticationException refused) {
            throw new NatsCredentialsException(known, refused);
        } catch (IOException refused) {
            throw new NatsUnreachableException(known, refused);
        }
    }

    private void denied(Denied what) {
        boolean told = denials.denied(what);
        boolean mutes = !what.publishing() && what.subject().equals(inbox + ".*");
        if (mutes) {
            mute = what;
        }
        for (Map.Entry<Long, Awaited> each : awaited.entrySet()) {
            boolean concerned = what.publishing() && what.subject().equals(each.getValue().subject());
            if ((concerned || mutes) && awaited.remove(each.getKey(), each.getValue())) {
                told = true;
                each.getValue().taken().accept(what.answer());
            }
        }
        denied.accept(what, told);
    }

    /** Has somebody told if it is denied to send to a subject, or to subscribe to it. Returns what ends that. */
    Runnable ifDenied(boolean publishing, String subject, Consumer<Denied> told) {
        return denials.tell(publishing, subject, told);
    }

    /** Fails unless there is JetStream. Blocks. */
    void requireJetStream() throws InterruptedException {
        String server = String.valueOf(connection.getConnectedUrl());
        try {
            Message answer = call(API_INFO, null, new byte[0])
                    .get(connection.getOptions().getConnectionTimeout().toNanos(), TimeUnit.NANOSECONDS);
            if (Replies.isDenied(answer)) {
                Denied why = mute;
                throw why == null ? Replies.denied("to tell whether it has JetStream", answer) : why.failure();
            }
            String says = Replies.refusal(answer);
            if (says != null) {
                throw new JetStreamMissingException(server, says);
            }
        } catch (TimeoutException | ExecutionException silent) {
            throw new JetStreamMissingException(server, "no answer");
        }
    }

    boolean isLost() {
        return lost;
    }

    /** How many bytes the server takes in a message. */
    long maxPayload() {
        return connection.getMaxPayload();
    }

    /** All addresses that this connection knows. */
    List<String> servers() {
        return List.copyOf(connection.getServers());
    }

    /**
     * Sends a message and lets its answers be taken.
     *
     * @return the number to {@link #forget} if there is to be no answer any more
     */
    long publish(String subject, @Nullable Headers headers, byte[] body, Consumer<Message> answered) {
        long number = numbers.incrementAndGet();
        awaited.put(number, new Awaited(subject, answered));
        connection.publish(subject, inbox + "." + number, headers, body);
        return number;
    }

    void forget(long number) {
        awaited.remove(number);
    }

    /** Calls the server. Fails when this is lost. The caller sets a limit of time. */
    CompletableFuture<Message> call(String subject, @Nullable Headers headers, byte[] body) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        long number = numbers.incrementAndGet();
        calls.put(number, answer);
        awaited.put(number, new Awaited(subject, answer::complete));
        answer.whenComplete((message, failure) -> {
            calls.remove(number);
            forget(number);
        });
        try {
            connection.publish(subject, inbox + "." + number, headers, body);
        } catch (RuntimeException refused) {
            answer.completeExceptionally(refused);
        }
        Denied why = mute;
        if (lost) {
            answer.completeExceptionally(new NatsClosedException(subject));
        } else if (why != null) {
            answer.complete(why.answer());
        }
        return answer;
    }

    /** Sends a message to which nobody answers. Does nothing if this is lost. */
    void tell(String subject, @Nullable String replyTo, byte[] body) {
        try {
            connection.publish(subject, replyTo, body);
        } catch (IllegalStateException closed) {
            // What was to be told has no meaning behind the connection.
        }
    }

    /** Answers somebody. Returns false if this is lost. */
    boolean reply(String replyTo, @Nullable Headers headers, byte[] body) {
        try {
            connection.publish(replyTo, headers, body);
            return !lost;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    String newInbox() {
        return connection.createInbox();
    }

    /** Takes messages until {@link #unsubscribe}. */
    @Nullable Subscription subscribe(String subject, Consumer<Message> taken) {
        try {
            return dispatcher.subscribe(subject, taken::accept);
        } catch (IllegalStateException closed) {
            return null;
        }
    }

    /** Makes what takes messages on a thread of its own, until {@link #drain}. Returns null if this is lost. */
    @Nullable Dispatcher open() {
        try {
            Dispatcher made = connection.createDispatcher();
            made.setPendingLimits(-1, -1);
            return made;
        } catch (IllegalStateException closed) {
            return null;
        }
    }

    /** Takes so many messages, as one of a group. */
    void subscribe(Dispatcher on, String subject, String group, int messages, Consumer<Message> taken) {
        try {
            on.unsubscribe(on.subscribe(subject, group, taken::accept), messages);
        } catch (IllegalStateException closed) {
            // It ends with this.
        }
    }

    /** Ends the subscriptions, and takes what was on its way. Blocks. */
    void drain(Dispatcher closed) {
        try {
            closed.drain(DRAINED);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | NullPointerException gone) {
            // They have ended with this. jnats has lost its executor then.
        }
    }

    void unsubscribe(@Nullable Subscription subscription) {
        if (subscription != null && !lost) {
            try {
                dispatcher.unsubscribe(subscription);
            } catch (IllegalStateException closed) {
                // It has ended with the connection.
            }
        }
    }

    private void answered(Message message) {
        String subject = message.getSubject();
        Awaited waits = awaited.remove(Long.parseLong(subject.substring(subject.lastIndexOf('.') + 1)));
        if (waits != null) {
            waits.taken().accept(message);
        }
    }

    private void end(BiConsumer<Link, @Nullable Throwable> told) {
        lost = true;
        String last = connection.getLastError();
        NatsClosedException failure = new NatsClosedException("a call");
        List.copyOf(calls.values()).forEach(call -> call.completeExceptionally(failure));
        awaited.clear();
        told.accept(this, last == null || last.isEmpty() ? null : new IOException(last));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
