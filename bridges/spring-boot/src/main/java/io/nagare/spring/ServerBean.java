package io.nagare.spring;

import static java.util.Objects.requireNonNull;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Server;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * A server of {@code nagare-net} as a bean: it listens when the application has started, and is drained when the
 * application ends.
 *
 * <pre>{@code
 * @Bean
 * ServerBean echo(Nagare runtime) {
 *     return ServerBean.of(runtime, Tcp.serveInBackground("0.0.0.0", 7000, peer -> peer.write(peer.read())));
 * }
 * }</pre>
 *
 * <p>Draining ({@link Server#drain}) begins together with that of Spring Boot's web server, and has as long:
 * {@code spring.lifecycle.timeout-per-shutdown-phase}. What is open then is reset. If the server cannot listen, the
 * application does not start.
 *
 * <p>Spring starts and stops it. Any thread may call the other methods.
 */
public final class ServerBean implements SmartLifecycle, EnvironmentAware {

    /** By default a server starts last and stops first, in one phase with the draining of a web server. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ServerBean.class);

    private final Nagare runtime;
    private final One<Server> opening;
    private final int phase;
    private final @Nullable Duration ownLimit;

    private Duration phaseLimit = Duration.ofSeconds(29);
    private volatile @Nullable Server server;

    /** Begun before {@link #server} is written, and ended with it. */
    @SuppressWarnings("NullAway.Init")
    private volatile KeepAlive keepAlive;

    /** The server that was stopped last; it may still have connections. */
    private volatile @Nullable Server stopped;

    private ServerBean(Nagare runtime, One<Server> opening, int phase, @Nullable Duration ownLimit) {
        this.runtime = runtime;
        this.opening = opening;
        this.phase = phase;
        this.ownLimit = ownLimit;
    }

    /**
     * Makes a server that is not started yet.
     *
     * @param runtime where the server runs
     * @param opening what {@code Tcp.serveInBackground} or {@code Unix.serveInBackground} returns; subscribed at each
     *     start
     */
    public static ServerBean of(Nagare runtime, One<Server> opening) {
        return new ServerBean(requireNonNull(runtime, "runtime"), requireNonNull(opening, "opening"), PHASE, null);
    }

    /**
     * The same in another phase: higher ones start later and stop earlier. The runtime drains more than 3,000 phases
     * later by default. A server in a phase behind that counts as a task that never ends.
     */
    public ServerBean phase(int newPhase) {
        return new ServerBean(runtime, opening, newPhase, ownLimit);
    }

    /**
     * The same with a limit of its own for draining, at least 0. It should be below that of Spring.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public ServerBean drainLimit(Duration limit) {
        if (requireNonNull(limit, "limit").isNegative()) {
            throw new IllegalArgumentException("drainLimit must be at least 0, but was " + limit);
        }
        return new ServerBean(runtime, opening, phase, limit);
    }

    /**
     * Returns the running server.
     *
     * @throws IllegalStateException if it is not started, or stopped
     */
    public Server server() {
        Server running = server;
        if (running == null) {
            throw new IllegalStateException("the server is not running; Spring starts it after all beans are made");
        }
        return running;
    }

    /**
     * Returns the port on which the server listens.
     *
     * @throws IllegalStateException if it is not running, or listens on a path
     */
    public int port() {
        return server().port();
    }

    /** Called by Spring. */
    @Override
    public void setEnvironment(Environment environment) {
        phaseLimit = ShutdownLimit.ofPhase(environment);
    }

    /** Called by Spring. Waits until the server listens. */
    @Override
    public void start() {
        if (server != null) {
            return;
        }
        Server started = runtime.blockOn(opening);
        if (started == null) {
            throw new IllegalStateException("the stream that was to open a server has emitted none");
        }
        keepAlive = KeepAlive.begin("nagare-server-" + started.localAddress());
        server = started;
        stopped = null;
        LOG.info("{} is listening", started);
    }

    /** Called by Spring. Waits until the server has been drained. */
    @Override
    public void stop() {
        Server ending = take();
        if (ending != null) {
            runtime.blockOn(drained(ending));
        }
    }

    /** Called by Spring. Calls back when the server has been drained. */
    @Override
    public void stop(Runnable callback) {
        Server ending = take();
        if (ending == null) {
            callback.run();
        } else {
            runtime.spawn(drained(ending)).toFuture().whenComplete((cutOff, failure) -> callback.run());
        }
    }

    private @Nullable Server take() {
        Server ending = server;
        if (ending != null) {
            stopped = ending;
            server = null;
            keepAlive.end();
        }
        return ending;
    }

    private One<Integer> drained(Server ending) {
        Duration limit = ownLimit != null ? ownLimit : phaseLimit;
        return ending.drain(limit).doOnNext(cutOff -> {
            if (cutOff > 0) {
                LOG.info("{} has ended; {} connections were reset after {} ms", ending, cutOff, limit.toMillis());
            } else {
                LOG.info("{} has ended", ending);
            }
        });
    }

    /** What the health endpoint tells. Any thread. */
    ServerHealth health() {
        Server running = server;
        Server ending = stopped;
        if (running != null) {
            return ServerHealth.ofStarted(running);
        }
        return ending != null ? ServerHealth.ofStopped(ending) : ServerHealth.NOT_STARTED;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
