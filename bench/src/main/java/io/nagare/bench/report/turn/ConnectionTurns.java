package io.nagare.bench.report.turn;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.ObservedServer;
import io.nagare.bench.report.process.ProcessFigures;
import io.nagare.bench.report.process.RunningServer;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns that measure the memory of idle connections: the memory of an echo server with them, less its memory without.
 */
final class ConnectionTurns {

    private static final int CONNECTIONS = 10_000;
    private static final int CONNECTIONS_BEFORE = 1_000;
    private static final int OTHER_DESCRIPTORS = 200;

    private final Yardsticks yardsticks;
    private final Cores cores;
    private final int connections;

    ConnectionTurns(Yardsticks yardsticks, Cores cores) {
        this.yardsticks = yardsticks;
        this.cores = cores;
        this.connections = possible(CONNECTIONS);
    }

    /** Returns {@code connections}, or as many as a process may have. */
    static int possible(int connections) {
        return (int) Math.min(connections, descriptors() - OTHER_DESCRIPTORS);
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }

    List<Turn> turns() {
        String work = connections + " connections";
        List<Turn> turns = new ArrayList<>();
        for (SocketPeer peer : SocketPeer.all(yardsticks)) {
            if (peer.name().equals(Peer.FLOOR)) {
                continue; // all that the floor keeps for a connection is in the kernel
            }
            turns.add(new Turn(Group.MEMORY, work, peer.name(), (round, recorder) -> {
                double[] bytes = measure(peer);
                if (peer.isJvm()) {
                    recorder.sample(Group.MEMORY, work, peer.name(), Metric.HEAP, round, bytes[0]);
                    recorder.sample(Group.MEMORY, work, peer.name(), Metric.OUTSIDE_HEAP, round, bytes[1]);
                }
                recorder.sample(Group.MEMORY, work, peer.name(), Metric.MEMORY, round, bytes[0] + bytes[1]);
            }));
        }
        return turns;
    }

    /**
     * Measures the bytes of heap and of other memory for each connection. Some connections come and go before, so that
     * classes are loaded and pools are filled.
     */
    private double[] measure(SocketPeer peer) throws MeasurementException, IOException, InterruptedException {
        if (connections < CONNECTIONS_BEFORE) {
            int files = connections + OTHER_DESCRIPTORS;
            throw new MeasurementException(
                    "a process may have only " + files + " open files here: raise it with ulimit -n");
        }
        try (RunningServer server =
                RunningServer.start(port -> cores.server(peer.command("echo", port, List.of(), List.of())))) {
            IdleConnections.open(server.port(), CONNECTIONS_BEFORE).close();
            long heap = heap(peer, server);
            long resident = ProcessFigures.resident(server.pid());
            try (IdleConnections open = IdleConnections.open(server.port(), connections)) {
                double ofHeap = (double) (heap(peer, server) - heap) / open.number();
                double outside = (double) (ProcessFigures.resident(server.pid()) - resident) / open.number();
                return new double[] {ofHeap, outside};
            }
        }
    }

    private static long heap(SocketPeer peer, RunningServer server)
            throws MeasurementException, IOException, InterruptedException {
        return peer.isJvm() ? server.ask(ObservedServer.HEAP) : 0;
    }
}
