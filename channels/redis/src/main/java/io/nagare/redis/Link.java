package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.nagare.redis.failure.RedisClosedException;
import io.nagare.redis.failure.RedisCredentialsException;
import io.nagare.redis.failure.RedisRefusedException;
import io.nagare.redis.failure.RedisUnreachableException;
import io.nagare.redis.failure.RedisVersionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Two connections of Lettuce, from their beginning to the loss of one; Lettuce itself never reconnects. One takes
 * commands, and none of them blocks. The other one takes notices: the scripts publish there that a value was stored.
 * Any thread may call, except {@link #open}, which blocks.
 *
 * <p>There is no blocking XREAD, for three reasons. One such call reads many streams with one COUNT, so it cannot take
 * what each subscriber has requested. It would have to be woken with CLIENT UNBLOCK at each change of demand. And it
 * would bring a value, without demand, only to say that a channel was closed. So a reader reads exactly what it wants
 * without blocking, and waits for a notice when there is nothing. A notice is a number. None is lost while the
 * connection stands, and behind each new connection everything is looked at again.
 *
 * <p>Answers and notices arrive on Netty's threads. What is called there must be quick and write nothing: Netty would
 * write that before the commands of other threads that wait to be written.
 */
final class Link implements AutoCloseable {

    private static final long DEFAULT_LARGEST = 512L << 20;
    private static final int OLDEST = 7;

    private final String server;
    private final Duration patience;
    private final StatefulRedisConnection<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<String, String> notices;
    private final Map<String, Set<Listener>> listeners = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<?>> calls = ConcurrentHashMap.newKeySet();

    /** The commands of Lettuce behind the calls. They are never failed from here: Lettuce would not write them then. */
    private final Set<CompletableFuture<?>> commanded = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Consumer<Link> told;
    private final String beat = "nagare:beat:" + UUID.randomUUID();
    private long largest = DEFAULT_LARGEST;
    private volatile boolean beaten = true;

    /** Takes the notices of a channel, on a thread of Netty. */
    interface Listener {
        void noticed(String text);
    }

    private Link(
            RedisURI uri,
            StatefulRedisConnection<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<String, String> notices,
            Consumer<Link> told) {
        this.server = name(uri);
        this.patience = uri.getTimeout();
        this.commands = commands;
        this.notices = notices;
        this.told = told;
        listeners.put(beat, Set.of(text -> beaten = true));
        notices.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                listeners.getOrDefault(channel, Set.of()).forEach(listener -> listener.noticed(message));
            }
        });
    }

    /** Returns the address without the password. */
    private static String name(RedisURI uri) {
        return uri.toString();
    }

    /**
     * Connects. Blocks.
     *
     * @param lost told once, on any thread, when a connection is lost or closed
     */
    static Link open(RedisClient client, RedisURI uri, Consumer<Link> lost) throws InterruptedException {
        StatefulRedisConnection<byte[], byte[]> commands = null;
        StatefulRedisPubSubConnection<String, String> notices = null;
        try {
            commands = made(client.connectAsync(ByteArrayCodec.INSTANCE, uri), uri);
            notices = made(client.connectPubSubAsync(StringCodec.UTF8, uri), uri);
            Link link = new Link(uri, commands, notices, lost);
            link.check();
            link.watch();
            return link;
        } catch (Throwable failure) {
            if (commands != null) {
                commands.closeAsync();
            }
            if (notices != null) {
                notices.closeAsync();
            }
            throw named(name(uri), failure);
        }
    }

    /** Waits for a connection as long as the address says. Lettuce waits twice for a server that says nothing. */
    private static <C extends StatefulConnection<?, ?>> C made(ConnectionFuture<C> connecting, RedisURI uri)
            throws Exception {
        try {
            return connecting.get(uri.getTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            throw new RedisUnreachableException(uri.toString(), "it says nothing for " + uri.getTimeout());
        } finally {
            // One that comes too late is closed. Nobody else has it.
            if (!connecting.toCompletableFuture().isDone()) {
                connecting.thenAccept(StatefulConnection::closeAsync);
            }
        }
    }

    private static RuntimeException named(String server, Throwable failure) throws InterruptedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof RedisVersionException || cause instanceof RedisUnreachableException) {
                return (RuntimeException) cause;
            }
            if (Replies.isOfCredentials(cause)) {
                return new RedisCredentialsException(server, cause);
            }
            if (Replies.isForbidden(cause)) {
                return new RedisRefusedException("what a connection to " + server + " needs", Replies.says(cause));
            }
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new RedisUnreachableException(server, cause);
    }

    /** Fails unless the server can keep channels, and brings the scripts. Blocks. */
    private void check() throws Exception {
        String information = get(commands.async().info());
        String version = field(information, "redis_version");
        if (Integer.parseInt(version.split("\\.", 2)[0]) < OLDEST) {
            throw new RedisVersionException(server, version);
        }
        if (!field(information, "role").equals("master")) {
            throw new RedisUnreachableException(server, "it is a replica, and takes no values");
        }
        if (field(information, "loading").equals("1")) {
            throw new RedisUnreachableException(server, "it is still loading its data");
        }
        try {
            String limit = get(commands.async().configGet("proto-max-bulk-len")).get("proto-max-bulk-len");
            largest = limit == null ? DEFAULT_LARGEST : Long.parseLong(limit);
        } catch (ExecutionException refused) {
            // Not everybody may ask. Few servers have another limit.
        }
        for (Script script : Script.values()) {
            get(commands.async().scriptLoad(script.text().getBytes(UTF_8)));
        }
        get(notices.async().subscribe(beat));
    }

    private <T> T get(java.util.concurrent.Future<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String field(String information, String name) {
        return information
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private void watch() {
        for (StatefulConnection<?, ?> connection : List.of(commands, notices)) {
            connection.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    close();
                }
            });
            if (!connection.isOpen()) {
                close();
            }
        }
    }

    boolean isLost() {
        return ended.get();
    }

    /** How many bytes the server takes in a value. */
    long largest() {
        return largest;
    }

    /** Takes notices of a channel. Completes when the server has heard. */
    CompletableFuture<Void> listen(String channel, Listener listener) {
        listeners.computeIfAbsent(channel, missing -> ConcurrentHashMap.newKeySet()).add(listener);
        try {
            return entered(notices.async().subscribe(channel).toCompletableFuture());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Takes no more notices. The server goes on to send them, as others of this program may listen. */
    void unlisten(String channel, Listener listener) {
        listeners.getOrDefault(channel, Set.of()).remove(listener);
    }

    /**
     * Sends a notice to this itself, over both connections. Returns whether the last one has come.
     */
    boolean beat() {
        boolean alive = beaten;
        beaten = false;
        try {
            commands.async().publish(beat.getBytes(UTF_8), new byte[0]);
        } catch (RuntimeException refused) {
            return false;
        }
        return alive;
    }

    /** Runs a script that the server has. Fails when this is lost, and when the server refuses it. */
    CompletableFuture<List<Object>> run(Script script, boolean brings, List<String> keys, byte[]... arguments) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .add(brings ? script.text() : script.digest())
                .add(keys.size());
        keys.forEach(key -> args.addKey(key.getBytes(UTF_8)));
        args.addValues(arguments);
        return call(brings ? CommandType.EVAL : CommandType.EVALSHA, args);
    }

    CompletableFuture<List<Object>> call(ProtocolKeyword command, CommandArgs<byte[], byte[]> args) {
        try {
            return entered(commands.async()
                    .dispatch(command, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args)
                    .toCompletableFuture());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Returns an answer that fails when this is lost. */
    private <T> CompletableFuture<T> entered(CompletableFuture<T> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        commanded.add(command);
        calls.add(answer);
        command.whenComplete((value, failure) -> {
            commanded.remove(command);
            calls.remove(answer);
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        if (isLost()) {
            answer.completeExceptionally(new RedisClosedException("a command"));
        }
        return answer;
    }

    /** Ends the use of this: no call gets an answer any more. The connections stand, and bring what was sent. */
    void leave() {
        if (ended.compareAndSet(false, true)) {
            RedisClosedException failure = new RedisClosedException("a command");
            List.copyOf(calls).forEach(call -> call.completeExceptionally(failure));
            calls.clear();
            told.accept(this);
        }
    }

    /** Completes when the server has answered what was sent before {@link #leave}, or the connection is lost. */
    CompletableFuture<Void> answered() {
        CompletableFuture<Void> all = CompletableFuture.allOf(commanded.toArray(CompletableFuture[]::new));
        return all.exceptionally(refused -> null);
    }

    /** Completes when both connections are closed. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Closes both connections, without waiting. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CompletableFuture.allOf(commands.closeAsync(), notices.closeAsync())
                    .whenComplete((nothing, failed) -> gone.complete(null));
            leave();
        }
    }

    @Override
    public String toString() {
        return "Link[" + server + "]";
    }
}
