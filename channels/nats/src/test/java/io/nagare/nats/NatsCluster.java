package io.nagare.nats;

import io.nagare.value.ValueCodec;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Three servers that are one cluster. Closing it ends them. */
final class NatsCluster implements AutoCloseable {

    private static final int SIZE = 3;

    private final List<NatsServer> servers = new ArrayList<>();

    private NatsCluster() {}

    /** Starts it, and waits until a stream with three replicas can be made. */
    static NatsCluster start() throws Exception {
        NatsServer.assumeThere();
        NatsCluster cluster = new NatsCluster();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                ports.add(NatsServer.freePort());
            }
            String routes =
                    ports.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
            for (int i = 0; i < SIZE; i++) {
                cluster.servers.add(NatsServer.start(List.of(
                        "-js",
                        "--name",
                        "server" + i,
                        "--cluster_name",
                        "three",
                        "--cluster",
                        "nats://127.0.0.1:" + ports.get(i),
                        "--routes",
                        routes)));
            }
            cluster.awaitReady(cluster.options());
            return cluster;
        } catch (Exception | AssertionError failure) {
            cluster.close();
            throw failure;
        }
    }

    private void awaitReady(NatsOptions options) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                makeStream(options);
                return;
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    private static void makeStream(NatsOptions options) {
        try (NatsChannels nats = NatsChannels.connect(options).block()) {
            nats.broadcast("ready", ValueCodec.text(), BroadcastSettings.lagging(1).replicated(SIZE))
                    .timeout(Duration.ofSeconds(2))
                    .block();
        }
    }

    /** Options to connect to any of the servers. */
    NatsOptions options() {
        return options(servers);
    }

    private static NatsOptions options(List<NatsServer> servers) {
        return NatsOptions.of(servers.stream().map(NatsServer::url).toArray(String[]::new))
                .pauses(Duration.ofMillis(10), Duration.ofMillis(200));
    }

    /** Kills the server that leads a stream, and returns its name. */
    String killLeader(String stream) throws Exception {
        String leader;
        try (Watching watching = new Watching(servers.get(0).url())) {
            leader = watching.leader(stream);
        }
        servers.get(Integer.parseInt(leader.substring("server".length()))).kill();
        return leader;
    }

    /** Starts the server of that name again, and waits until it knows who leads. */
    void restart(String name) throws Exception {
        NatsServer server = servers.get(Integer.parseInt(name.substring("server".length())));
        server.begin();
        awaitReady(options(List.of(server)));
    }

    @Override
    public void close() throws Exception {
        for (NatsServer server : servers) {
            server.close();
        }
    }

    /** A connection of jnats' own. */
    private record Watching(Connection connection) implements AutoCloseable {

        Watching(String url) throws Exception {
            this(Nats.connect(url));
        }

        String leader(String stream) throws Exception {
            JetStreamManagement management = connection.jetStreamManagement();
            return management.getStreamInfo(stream).getClusterInfo().getLeader();
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
