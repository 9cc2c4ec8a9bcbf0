package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client for HTTP, which keeps connections and uses them again. A program usually has one, and any number of threads
 * and runtimes may use it at once.
 *
 * <pre>{@code
 * try (Http http = Http.client()) {
 *     String page = http.get("https://example.org/").flatMap(Response::text).block();
 * }
 * }</pre>
 *
 * <p><i>Threads.</i> Responses and bodies are delivered on the subscriber's strand.
 *
 * <p><i>Closing.</i> {@link #close()} ends all exchanges and gives the connections back. A client that is not closed
 * gives them back when it is no longer reachable and its exchanges have ended.
 *
 * @since 0.1
 */
public final class Http implements AutoCloseable {

    /** On JDK 21 and later: ends the JDK's client at once. Null before. */
    private static final @Nullable MethodHandle SHUTDOWN = shutdown();

    private static final int IDLE_SECONDS = 10;

    private final HttpOptions options;
    private final ThreadPoolExecutor threads;
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final Places places = new Places();

    /** Null when this is closed, so that the collector can take the JDK's client where it cannot be closed. */
    private volatile @Nullable HttpClient client;

    private Http(HttpOptions options) {
        this.options = options;
        threads = threads(options.threads());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(
                        options.versions() == HttpVersions.HTTP_1_1
                                ? HttpClient.Version.HTTP_1_1
                                : HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connectTimeout())
                .executor(threads)
                .proxy(options.proxy() != null ? options.proxy() : HttpClient.Builder.NO_PROXY);
        if (options.tls() != null) {
            builder.sslContext(options.tls());
        }
        if (options.cookies() != null) {
            builder.cookieHandler(options.cookies());
        }
        client = builder.build();
    }

    /** Makes a client with the default options. */
    public static Http client() {
        return client(HttpOptions.defaults());
    }

    /**
     * Makes a client.
     *
     * @throws java.io.UncheckedIOException if the system has no descriptor left for its selector
     */
    public static Http client(HttpOptions options) {
        return new Http(requireNonNull(options, "options"));
    }

    /**
     * Gets a page. As {@code request("GET", uri).send()}.
     *
     * @throws IllegalArgumentException as {@link #request(String, String)}
     */
    public One<Response> get(String uri) {
        return request("GET", uri).send();
    }

    /**
     * Gets a page. As {@code request("GET", uri).send()}.
     *
     * @throws IllegalArgumentException as {@link #request(String, URI)}
     */
    public One<Response> get(URI uri) {
        return request("GET", uri).send();
    }

    /**
     * Begins to describe a request.
     *
     * @param method such as POST
     * @param uri absolute, of the scheme {@code http} or {@code https}. A user and a password in it are sent as {@link
     *     Request#basic}, and do not stay in the URI
     * @throws IllegalArgumentException if the text is no such URI, or the method no token
     */
    public Request request(String method, String uri) {
        return request(method, Addresses.parse(uri));
    }

    /**
     * Begins to describe a request.
     *
     * @param method such as POST
     * @param uri absolute, of the scheme {@code http} or {@code https}. A user and a password in it are sent as {@link
     *     Request#basic}, and do not stay in the URI
     * @throws IllegalArgumentException if it is no such URI, or the method no token
     */
    public Request request(String method, URI uri) {
        return Request.of(this, method, Addresses.check(uri));
    }

    /** How many requests wait for a response, or have one whose body has not ended. Any thread may call it. */
    public int openExchanges() {
        return open.size();
    }

    /** Whether {@link #close()} was called. */
    public boolean isClosed() {
        return client == null;
    }

    /**
     * Ends all exchanges with {@link io.nagare.http.failure.HttpClosedException}, and gives the connections and the
     * threads back. Does not wait. On JDK 17 to 20, connections that are idle, and the thread that watches them, are
     * given back when the garbage collector has found the JDK's client. Calling it again does nothing.
     */
    @Override
    public void close() {
        HttpClient closing = client;
        client = null;
        for (Exchange exchange : open) {
            exchange.clientClosed();
        }
        places.wakeAll();
        if (closing != null && SHUTDOWN != null) {
            try {
                SHUTDOWN.invokeExact(closing);
            } catch (Throwable refused) {
                // Then the collector takes it.
            }
        }
        // The JDK's client may still have something to do, so its threads are not taken away. They end when it has not.
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }

    HttpOptions options() {
        return options;
    }

    /** Enters an exchange that begins. Returns the JDK's client, or null if this is closed. */
    @Nullable HttpClient enter(Exchange exchange) {
        open.add(exchange);
        HttpClient current = client;
        if (current == null) {
            open.remove(exchange);
        }
        return current;
    }

    /**
     * Removes an exchange that has ended.
     *
     * @param hadPlace whether it has left its place on a connection to another one
     */
    void leave(Exchange exchange, boolean hadPlace) {
        if (open.remove(exchange) && hadPlace) {
            places.wakeOne();
        }
    }

    /** The requests that wait for a place on a connection. */
    Places places() {
        return places;
    }

    /** Daemon threads, which end when they have had nothing to do for a while. */
    private static ThreadPoolExecutor threads(int number) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                number, number, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "nagare-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static @Nullable MethodHandle shutdown() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException older) {
            return null;
        }
    }
}
