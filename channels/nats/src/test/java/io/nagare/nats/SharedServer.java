package io.nagare.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
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
 * has a connection of its own. Behind it the connections are closed and the streams are deleted.
 */
final class SharedServer implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private final List<NatsChannels> opened = new ArrayList<>();
    private Running running;

    /** A server, and a connection to look at it. */
    private static final class Running implements AutoCloseable {

        private final NatsServer server;
        private final Connection watching;
        private final JetStreamManagement management;

        Running() {
            try {
                server = NatsServer.start();
                watching = Nats.connect(server.url());
                management = watching.jetStreamManagement();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws Exception {
            watching.close();
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
    public void afterEach(ExtensionContext context) throws Exception {
        opened.forEach(NatsChannels::close);
        opened.clear();
        for (String stream : management().getStreamNames()) {
            management().deleteStream(stream);
        }
    }

    /** The connection of this test. */
    NatsChannels nats() {
        return opened.get(0);
    }

    /** Makes another connection, which is closed behind the test. */
    NatsChannels connect() {
        NatsChannels nats = NatsChannels.connect(options()).block();
        opened.add(nats);
        return nats;
    }

    NatsOptions options() {
        return running.server.options();
    }

    String url() {
        return running.server.url();
    }

    /** A connection that looks at the server by itself. */
    Connection connection() {
        return running.watching;
    }

    /** What jnats itself offers to look at the server. */
    JetStreamManagement management() {
        return running.management;
    }
}
