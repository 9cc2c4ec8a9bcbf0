package io.nagare.nats;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Watch;
import io.nagare.channels.ConnectionState;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.channels.base.ConnectionStates;
import io.nagare.driver.Resource;
import io.nagare.driver.ShortLock;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.nats.Denials.Denied;
import io.nagare.nats.failure.NatsClosedException;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.policy.Retry;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one {@link Link} after the other until it is closed, and tells those that use them. Any thread may call.
 *
 * <p>Always holds: there is one link at most. Each is closed when it is lost, or when this or its runtime is closed.
 */
final class Linking implements Resource {

    /** How long the server has for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How much of what is denied is reported. */
    private static final int MOST_TOLD = 100;

    private final Nagare runtime;
    private final NatsOptions options;
    private final ConnectionStates states = new ConnectionStates();
    private final Underway underway = new Underway();
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Set<LinkUser> users = new LinkedHashSet<>();

    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable Link link;
    private @Nullable Task<?> reconnecting;
    private boolean closed;

    private Linking(Nagare runtime, NatsOptions options) {
        this.runtime = runtime;
        this.options = options;
        this.known.addAll(options.servers());
    }

    /** Makes the first link. Blocks. */
    static Linking connect(Nagare runtime, NatsOptions options) throws InterruptedException {
        Linking linking = new Linking(runtime, options);
        Link first = linking.open();
        try {
            first.requireJetStream();
        } catch (Throwable failure) {
            first.close();
            throw failure;
        }
        if (!runtime.driver().opened(linking)) {
            first.close();
            throw new RuntimeClosedException("connecting to NATS");
        }
        linking.linked(first);
        return linking;
    }

    Nagare runtime() {
        return runtime;
    }

    Watch<ConnectionState> states() {
        return states.shown();
    }

    /** What has to be finished before this is closed, beside what is sent to streams. */
    Underway underway() {
        return underway;
    }

    /** Returns the link that there is now, or null. */
    @Nullable Link now() {
        lock.lock();
        try {
            return link;
        } finally {
            lock.unlock();
        }
    }

    private Link open() throws InterruptedException {
        List<String> servers;
        lock.lock();
        try {
            servers = List.copyOf(known);
        } finally {
            lock.unlock();
        }
        Set<String> told = ConcurrentHashMap.newKeySet();
        return Link.open(options, servers, this::lost, (what, known) -> denied(what, known, told));
    }

    /** Shows what the server denies, and reports what nobody else learns, each once in a connection. */
    private void denied(Denied what, boolean known, Set<String> told) {
        NatsRefusedException failure = what.failure();
        if (!known && told.size() < MOST_TOLD && told.add(Denials.beginning(what.subject()))) {
            runtime.driver().unseen(failure, "a connection to NATS");
        }
        states.show(failure);
    }

    private void linked(Link made) {
        List<LinkUser> told;
        boolean unwanted;
        lock.lock();
        try {
            unwanted = closed;
            if (!unwanted) {
                link = made;
                reconnecting = null;
                known.addAll(made.servers());
            }
            told = List.copyOf(users);
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            runtime.driver().mandatoryBlocking(made::close);
            return;
        }
        states.show(Phase.CONNECTED, null);
        told.forEach(user -> user.up(made));
        if (made.isLost()) {
            lost(made, null);
        }
    }

    private void lost(Link gone, @Nullable Throwable failure) {
        List<LinkUser> told;
        lock.lock();
        try {
            if (link != gone) {
                return;
            }
            link = null;
            told = List.copyOf(users);
        } finally {
            lock.unlock();
        }
        states.show(Phase.RECONNECTING, failure);
        told.forEach(user -> user.down(gone));
        reconnect();
    }

    private void reconnect() {
        One<Link> again = One.<Link>blocking(this::open)
                .doOnError(failure -> states.show(Phase.RECONNECTING, failure))
                .retry(Retry.forever().backoff(options.minPause(), options.maxPause()));
        Task<?> task = runtime.spawn(again.doOnNext(this::linked).then());
        boolean unwanted;
        lock.lock();
        try {
            unwanted = closed;
            if (!unwanted && link == null) {
                reconnecting = task;
            }
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            task.abort();
        }
    }

    void draining() {
        states.show(Phase.DRAINING, null);
    }

    /** Tells a user of this link and of those that come. */
    void add(LinkUser user) {
        Link now;
        boolean over;
        lock.lock();
        try {
            over = closed;
            now = link;
            if (!over) {
                users.add(user);
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            user.closed();
        } else if (now != null) {
            user.up(now);
        }
    }

    void remove(LinkUser user) {
        lock.lock();
        try {
            users.remove(user);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the streams that use this. */
    List<StreamHandle> streams() {
        lock.lock();
        try {
            return users.stream()
                    .filter(StreamHandle.class::isInstance)
                    .map(StreamHandle.class::cast)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Runs an action later, unless the runtime is closed before. */
    Task<Void> after(Duration pause, Runnable action) {
        return runtime.spawn(One.delay(pause).then(One.fromRunnable(action)));
    }

    /** Calls the server, and limits the wait for its answer. */
    CompletableFuture<Message> call(Link on, String subject, @Nullable Headers headers, String body) {
        return call(on, subject, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    CompletableFuture<Message> call(Link on, String subject, @Nullable Headers headers, byte[] body) {
        CompletableFuture<Message> answer = on.call(subject, headers, body);
        if (!answer.isDone()) {
            Task<Void> limit = after(
                    PATIENCE,
                    () -> answer.completeExceptionally(new TimeoutException("no answer within " + PATIENCE)));
            answer.whenComplete((message, failure) -> limit.abort());
        }
        return answer;
    }

    /** Closes the link and tells the users. Does nothing the second time. */
    void close() {
        Link last;
        Task<?> attempt;
        List<LinkUser> told;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            last = link;
            link = null;
            attempt = reconnecting;
            told = new ArrayList<>(users);
            users.clear();
        } finally {
            lock.unlock();
        }
        states.close();
        if (attempt != null) {
            attempt.abort();
        }
        told.forEach(LinkUser::closed);
        runtime.driver().closed(this);
        if (last != null) {
            runtime.driver().mandatoryBlocking(last::close);
        }
    }

    @Override
    public void runtimeClosed() {
        close();
    }

    static NatsClosedException closedFor(String what) {
        return new NatsClosedException(what);
    }
}
