package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.ObservedServer;
import io.nagare.bench.report.process.ProcessFigures;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.process.RunningServer;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.server.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns of servers with TLS under {@code tls-load}. A server is started and warmed up in the first round, and then
 * waits for its next turn, as those of {@link SocketTurns}. Its CPU time and its bytes are those between two lines that
 * the load prints, at the beginning and at the end of the time that counts.
 */
final class TlsTurns {

    private static final Duration LOAD_OVERHEAD = Duration.ofSeconds(30);
    private static final String COUNTING = "counting";

    /** The load's share of its core from which on the rate says more of the load than of the server. */
    private static final double BUSY = 0.97;

    private static final List<String> STACKS =
            List.of(Peer.NAGARE, "netty-nio", "netty-epoll", Peer.NETTY_OPENSSL, Peer.REACTOR_NETTY);

    private final Map<String, RunningServer> running = new HashMap<>();
    private final Effort effort;
    private final Optional<Path> rustls;
    private final Cores cores;
    private final int seconds;

    TlsTurns(Effort effort, Yardsticks yardsticks, Cores cores) {
        this.effort = effort;
        this.rustls = yardsticks.tokioRustls();
        this.cores = cores;
        this.seconds = (int) Math.max(1, Math.round(effort.loadSeconds()));
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (TlsWork work : TlsWork.values()) {
            for (String peer : peers(work)) {
                turns.add(new Turn(
                        Group.TLS, work.title(), peer, (round, recorder) -> serve(work, peer, round, recorder)));
            }
        }
        return turns;
    }

    private List<String> peers(TlsWork work) {
        List<String> peers = new ArrayList<>(STACKS);
        if (work == TlsWork.BULK) {
            peers.remove(Peer.REACTOR_NETTY);
        }
        if (work == TlsWork.HANDSHAKES) {
            peers.add(Peer.NETTY_EXECUTOR);
        }
        if (rustls.isPresent()) {
            peers.add(Peer.TOKIO_RUSTLS);
        }
        return peers;
    }

    private void serve(TlsWork work, String peer, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        String key = work.title() + ", " + peer;
        boolean measured = false;
        try {
            if (!running.containsKey(key)) {
                running.put(key, start(work, peer));
                warmUp(work, peer, running.get(key));
            }
            measure(work, peer, running.get(key), round, recorder);
            measured = true;
        } finally {
            if (!measured || round == effort.rounds()) {
                Optional.ofNullable(running.remove(key)).ifPresent(RunningServer::close);
            }
        }
    }

    private RunningServer start(TlsWork work, String peer)
            throws MeasurementException, IOException, InterruptedException {
        if (!peer.equals(Peer.TOKIO_RUSTLS)) {
            return RunningServer.start(port -> cores.server(
                    SocketPeer.stack(peer).command(work.server(), port, List.of(), List.of())));
        }
        String program = rustls.orElseThrow().toString();
        try (TlsFiles files = TlsFiles.make()) {
            // The server has read the files when it is listening.
            return RunningServer.start(port -> cores.server(List.of(
                    program,
                    work.server(),
                    Integer.toString(port),
                    files.chain().toString(),
                    files.key().toString())));
        }
    }

    private static boolean isJvm(String peer) {
        return !peer.equals(Peer.TOKIO_RUSTLS);
    }

    private void warmUp(TlsWork work, String peer, RunningServer server)
            throws MeasurementException, IOException, InterruptedException {
        if (!isJvm(peer)) {
            return;
        }
        new WarmUp(work.warmUps() * effort.warmUpSeconds()).of(server, () -> load(work, server, line -> {}));
    }

    private void measure(TlsWork work, String peer, RunningServer server, int round, Recorder recorder)
            throws MeasurementException, IOException, InterruptedException {
        List<Used> used = new ArrayList<>();
        LoadLine line = load(work, server, printed -> {
            if (printed.equals(COUNTING) || printed.contains(work.figure())) {
                used.add(used(peer, server));
            }
        });
        if (used.size() != 2) {
            throw new MeasurementException("the load did not say when it began to count");
        }
        double rate = line.value(work.figure());
        double units = rate * seconds;
        if (line.value("load_cpu") < BUSY) {
            recorder.sample(Group.TLS, work.title(), peer, Metric.RATE, round, rate);
        }
        Used before = used.get(0);
        Used after = used.get(1);
        double user = after.cpu().userMicros() - before.cpu().userMicros();
        double system = after.cpu().systemMicros() - before.cpu().systemMicros();
        recorder.sample(Group.TLS, work.title(), peer, Metric.USER_CPU, round, user / units);
        recorder.sample(Group.TLS, work.title(), peer, Metric.SYSTEM_CPU, round, system / units);
        if (isJvm(peer)) {
            double allocated = (after.allocated() - before.allocated()) / units;
            recorder.sample(Group.TLS, work.title(), peer, Metric.ALLOCATED, round, allocated);
        }
    }

    private static Used used(String peer, RunningServer server)
            throws MeasurementException, IOException, InterruptedException {
        ProcessFigures.CpuTime cpu = ProcessFigures.cpuTime(server.pid());
        return new Used(cpu, isJvm(peer) ? server.ask(ObservedServer.ALLOCATED) : 0);
    }

    private LoadLine load(TlsWork work, RunningServer server, Program.LineListener listener)
            throws MeasurementException, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("tls-load", work.load(), Integer.toString(server.port())));
        arguments.addAll(work.numbers());
        arguments.add(Integer.toString(seconds));
        List<String> command = cores.load(Jvm.command(Bench.class, List.of(), arguments));
        Program program = new Program(command, Map.of(), LOAD_OVERHEAD.plusSeconds(seconds));
        return LoadLine.with(work.figure(), program.run(listener));
    }

    /** What a server has used since it was started. */
    private record Used(ProcessFigures.CpuTime cpu, long allocated) {}
}
