package io.nagare.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
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
import io.nagare.policy.Retry;
import io.nagare.redis.failure.RedisClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one {@link Link} after the other until it is closed, and tells those that use them. Any thread may call.
 *
 * <p>Always holds: there is one link at most. Each is closed when it is lost, or when this or its runtime is closed.
 * Lettuce's threads end with this.
 */
final class Linking implements Resource {

    /** How often a connection is asked whether it is there. It is given up if it does not answer in that time. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** How long the server has for its last answers when this is closed. */
    private static final int ANSWERING_SECONDS = 1;

    private static final int ENDING_SECONDS = 5;

    private final Nagare runtime;
    private final RedisOptions options;
    private final ClientResources resources;
    private final RedisClient client;
    private final ConnectionStates states = new ConnectionStates();
    private final ShortLock lock = new ShortLock();

    /** The lock guards the fields below. */
    private final Set<LinkUser> users = new LinkedHashSet<>();

    private @Nullable Link link;
    private @Nullable Task<?> reconnecting;
    private @Nullable Task<?> beating;
    private boolean closed;

    private Linking(Nagare runtime, RedisOptions options) {
        this.runtime = runtime;
        this.options = options;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        this.client = RedisClient.create(resources);
    }

    /** Makes the first link. Blocks. */
    static Linking connect(Nagare runtime, RedisOptions options) throws InterruptedException {
        Linking linking = new Linking(runtime, options);
        try {
            linking.client.setOptions(options.customizer()
                    .apply(ClientOptions.builder())
                    .autoReconnect(false)
                    .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .pingBeforeActivateConnection(false)
                    .protocolVersion(ProtocolVersion.RESP2)
                    .publishOnScheduler(false)
                    .requestQueueSize(Integer.MAX_VALUE)
                    .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                    .build());
            Link first = linking.open();
            if (!runtime.driver().opened(linking)) {
                first.close();
                throw new RuntimeClosedException("connecting to Redis");
            }
            linking.linked(first);
            return linking;
        } catch (Throwable failure) {
            linking.shutDown(null);
            throw failure;
        }
    }

    Nagare runtime() {
        return runtime;
    }

    Watch<ConnectionState> states() {
        return states.shown();
    }

    private Link open() throws InterruptedException {
        return Link.open(client, options.uri(), this::lost);
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
            }
            told = List.copyOf(users);
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            made.close();
            return;
        }
        states.show(Phase.CONNECTED, null);
        told.forEach(user -> user.up(made));
        beatLater(made);
        if (made.isLost()) {
            lost(made);
        }
    }

    private void beatLater(Link on) {
        Task<Void> task = after(BEAT, () -> beat(on));
        lock.lock();
        try {
            if (link == on) {
                beating = task;
                return;
            }
        } finally {
            lock.unlock();
        }
        task.abort();
    }

    private void beat(Link on) {
        if (on.isLost()) {
            return;
        }
        if (!on.beat()) {
            on.close();
            return;
        }
        users().forEach(LinkUser::beat);
        beatLater(on);
    }

    private void lost(Link gone) {
        List<LinkUser> told;
        Task<?> beats;
        lock.lock();
        try {
            if (link != gone) {
                return;
            }
            link = null;
            beats = beating;
            beating = null;
            told = List.copyOf(users);
        } finally {
            lock.unlock();
        }
        if (beats != null) {
            beats.abort();
        }
        states.show(Phase.RECONNECTING, null);
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

    /** Returns who is told of links: every open channel. */
    List<LinkUser> users() {
        lock.lock();
        try {
            return List.copyOf(users);
        } finally {
            lock.unlock();
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

    /** Runs an action later, unless the runtime is closed before. */
    Task<Void> after(Duration pause, Runnable action) {
        return runtime.spawn(One.delay(pause).then(One.fromRunnable(action)));
    }

    /** Runs an action on a worker, soon. Netty's threads hand over what writes. */
    void dispatch(Runnable action) {
        runtime.driver().dispatch(action);
    }

    /** Closes the link and tells the users. Does nothing the second time. */
    void close() {
        @Nullable Link last;
        List<Task<?>> tasks = new ArrayList<>();
        List<LinkUser> told;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            last = link;
            link = null;
            if (reconnecting != null) {
                tasks.add(reconnecting);
            }
            if (beating != null) {
                tasks.add(beating);
            }
            told = new ArrayList<>(users);
            users.clear();
        } finally {
            lock.unlock();
        }
        states.close();
        tasks.forEach(Task::abort);
        told.forEach(LinkUser::closed);
        runtime.driver().closed(this);
        if (last != null) {
            last.leave();
        }
        runtime.driver().mandatoryBlocking(() -> shutDown(last));
    }

    /** Closes the last link when the server has what was sent, and ends Lettuce's threads. Blocks. */
    private void shutDown(@Nullable Link last) {
        try {
            if (last != null) {
                try {
                    last.answered().get(ANSWERING_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException silent) {
                    // Whoever must know waits for the answer, or drains.
                } finally {
                    last.close();
                }
                last.gone().get(ENDING_SECONDS, TimeUnit.SECONDS);
            }
            client.shutdownAsync(0, ENDING_SECONDS, TimeUnit.SECONDS).get(ENDING_SECONDS, TimeUnit.SECONDS);
            Future<?> ended = resources.shutdown(0, ENDING_SECONDS, TimeUnit.SECONDS);
            ended.get(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            runtime.driver().unseen(failure, "closing the connection to Redis");
        }
    }

    @Override
    public void runtimeClosed() {
        close();
    }

    static RedisClosedException closedFor(String what) {
        return new RedisClosedException(what);
    }
}
