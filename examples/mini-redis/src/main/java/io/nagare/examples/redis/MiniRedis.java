package io.nagare.examples.redis;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.examples.redis.command.CommandTable;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.policy.TimeSource;
import io.nagare.sync.CancellationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks Redis's protocol: what all its connections share. May be used by any thread.
 *
 * <pre>{@code
 * MiniRedis.of(time, Settings.defaults()).serve("127.0.0.1", 6379, ServeOptions.defaults()).block();
 * }</pre>
 */
public final class MiniRedis {

    /** How often keys that have expired are looked for. Commands never see them anyway. */
    private static final Duration SWEEP = Duration.ofMillis(100);

    /** How many are removed at a time, so that no client waits long. */
    private static final int SWEPT_AT_ONCE = 1000;

    private static final Bytes FULL = Bytes.utf8("-ERR max number of clients reached\r\n");

    /** How many more connections are accepted, to be told that they are too many. */
    private static final int TOO_MANY = 100;

    private final Database database;
    private final Topics topics = new Topics();
    private final CommandTable commands = new CommandTable();
    private final RespLimits limits = RespLimits.defaults();
    private final Map<Long, Session> clients = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicBoolean httpReported = new AtomicBoolean();
    private final Settings settings;

    private MiniRedis(TimeSource time, Settings settings) {
        this.database = new Database(time);
        this.settings = settings;
    }

    /**
     * What a server is told.
     *
     * @param maxClients how many clients it has at the most, at least 1
     * @param file the append-only file, or null if the server forgets everything when it ends
     * @param log is told what was loaded from the file, and what an operator should know of clients
     */
    public record Settings(int maxClients, @Nullable Path file, Consumer<String> log) {

        /** 10,000 clients, and no file. */
        public static Settings defaults() {
            return new Settings(10_000, null, line -> {});
        }

        /** The same with another limit of clients, at least 1. */
        public Settings maxClients(int clients) {
            return new Settings(clients, file, log);
        }

        /** The same with somebody who is told what an operator should know. */
        public Settings log(Consumer<String> report) {
            return new Settings(maxClients, file, report);
        }

        /** The same with an append-only file, and somebody who is told what was loaded. */
        public Settings appendOnly(Path path, Consumer<String> report) {
            return new Settings(maxClients, path, report);
        }
    }

    /** Makes a server. The time is that of the runtime on which it will run. */
    public static MiniRedis of(TimeSource time, Settings settings) {
        return new MiniRedis(time, settings);
    }

    /**
     * Loads the append-only file, which is made if there is none, and then serves. Serves as long as it is subscribed.
     * When the server of the options' {@code onListening} is drained, completes when all changes are written. Fails
     * before it listens if the file cannot be read and written, or if another server has it.
     */
    public One<Void> serve(String host, int port, ServeOptions options) {
        ServeOptions withRoom = options.maxConnections(settings.maxClients() + TOO_MANY);
        return running(Tcp.serve(host, port, this::client, withRoom));
    }

    /** Loads, then writes and sweeps as long as the serving lasts. */
    private One<Void> running(One<Void> serving) {
        Path path = settings.file();
        if (path == null) {
            return serving.takeUntil(sweeping());
        }
        Journal journal = new Journal(path);
        CancellationToken ended = CancellationToken.create();
        One<Void> untilEnd = serving.takeUntil(sweeping()).doFinally(end -> {
            ended.cancel();
            journal.close();
        });
        One<Void> loading = new Replay(journal, this, settings.log())
                .run()
                .then(One.fromRunnable(() -> database.writeTo(journal)));
        One<Void> writing = One.defer(() -> Many.merge(journal.writing(), untilEnd).then());
        return journal.open().then(JournalLock.hold(path, () -> loading.then(writing)));
    }

    /** Removes what has expired, now and then. Never completes. */
    private One<Void> sweeping() {
        return Many.interval(SWEEP)
                .concatMap(tick -> database.exclusively(store -> {
                    store.sweep(SWEPT_AT_ONCE);
                    return tick;
                }))
                .then();
    }

    /** Serves one connection, whatever carries it. */
    public One<Void> client(Connection peer) {
        return One.defer(() -> {
            if (clients.size() >= settings.maxClients()) {
                return peer.writeAndEnd(FULL);
            }
            long id = lastId.incrementAndGet();
            Session session = new Session(this, id, peer);
            clients.put(id, session);
            return session.serve().doFinally(end -> clients.remove(id));
        });
    }

    Database database() {
        return database;
    }

    Topics topics() {
        return topics;
    }

    CommandTable commands() {
        return commands;
    }

    RespLimits limits() {
        return limits;
    }

    /** Reports the first request of HTTP alone, so that nobody can fill the log. */
    void reportHttp() {
        if (httpReported.compareAndSet(false, true)) {
            settings.log()
                    .accept("a client has sent HTTP, maybe a page in a browser that tries to send commands;"
                            + " such connections are closed, and not reported again");
        }
    }

    String describeClients() {
        return clients.values().stream().map(session -> session.describe() + "\n").collect(Collectors.joining());
    }

    String describe() {
        int[] keys = new int[1];
        database.look(store -> keys[0] = store.size());
        return String.join(
                "\r\n",
                "# Server",
                "redis_version:7.0.15",
                "redis_mode:standalone",
                "server_name:mini-redis",
                "# Clients",
                "connected_clients:" + clients.size(),
                "# Persistence",
                "aof_enabled:" + (settings.file() == null ? 0 : 1),
                "# Stats",
                "pubsub_topics:" + topics.size(),
                "# Keyspace",
                "db0:keys=" + keys[0],
                "");
    }
}
