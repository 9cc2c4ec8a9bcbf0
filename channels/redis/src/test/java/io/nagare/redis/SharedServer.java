package io.nagare.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One server for all test classes. The first class that needs it starts it, and it ends with the last one. Each test
 * has a connection of its own. Behind it the connections are closed and all keys are deleted.
 */
final class SharedServer implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private final List<RedisChannels> opened = new ArrayList<>();
    private Running running;

    /** A server, and a connection to look at it. */
    private static final class Running implements AutoCloseable {

        private final RedisServer server;
        private final RedisClient client;
        private final StatefulRedisConnection<String, String> watching;

        Running() {
            try {
                server = RedisServer.start(List.of());
                client = RedisClient.create(server.url());
                watching = client.connect();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() throws Exception {
            watching.close();
            client.shutdown();
            server.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, type -> new Running(), Running.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        connect();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(RedisChannels::close);
        opened.clear();
        commands().flushall();
    }

    /** The connection of this test. */
    RedisChannels redis() {
        return opened.get(0);
    }

    /** Makes another connection, which is closed behind the test. */
    RedisChannels connect() {
        RedisChannels redis = RedisChannels.connect(options()).block();
        opened.add(redis);
        return redis;
    }

    RedisOptions options() {
        return running.server.options();
    }

    String url() {
        return running.server.url();
    }

    /** What Lettuce itself offers to look at the server. */
    RedisCommands<String, String> commands() {
        return running.watching.sync();
    }
}
