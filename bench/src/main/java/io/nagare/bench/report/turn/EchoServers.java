package io.nagare.bench.report.turn;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.RunningServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Echo servers on the server's core. Each is started and warmed up at its first use, by the same rule for every JVM. It
 * runs until it is closed. Only one thread uses this.
 */
final class EchoServers {

    private static final double WARM_LOAD_SECONDS = 2;
    private static final double NATIVE_WARM_LOAD_SECONDS = 0.5;

    private final Map<String, RunningServer> running = new HashMap<>();
    private final Cores cores;
    private final int mostWarmUpSeconds;

    /** Makes a set without any server. */
    EchoServers(Cores cores, int mostWarmUpSeconds) {
        this.cores = cores;
        this.mostWarmUpSeconds = mostWarmUpSeconds;
    }

    /** Puts a server under load. */
    @FunctionalInterface
    interface Load {
        void put(int port, double seconds) throws MeasurementException, IOException, InterruptedException;
    }

    /** Returns the server with a name, which serves with the given peer. */
    RunningServer get(String name, SocketPeer peer, Load load)
            throws MeasurementException, IOException, InterruptedException {
        RunningServer server = running.get(name);
        if (server == null) {
            server = RunningServer.start(port -> cores.server(peer.command("echo", port, List.of(), List.of())));
            running.put(name, server);
            warmUp(peer, server, load);
        }
        return server;
    }

    private void warmUp(SocketPeer peer, RunningServer server, Load load)
            throws MeasurementException, IOException, InterruptedException {
        if (!peer.isJvm()) {
            load.put(server.port(), NATIVE_WARM_LOAD_SECONDS);
            return;
        }
        new WarmUp(mostWarmUpSeconds).of(server, () -> load.put(server.port(), WARM_LOAD_SECONDS));
    }

    /** Ends the server with a name, if it runs. */
    void close(String name) {
        RunningServer server = running.remove(name);
        if (server != null) {
            server.close();
        }
    }
}
