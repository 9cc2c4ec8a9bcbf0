package io.nagare.bench.report.check;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.SampleFile;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import io.nagare.bench.report.result.Profile;
import io.nagare.bench.report.result.Results;
import io.nagare.bench.report.result.Spread;
import io.nagare.bench.report.turn.EdgeTurns;
import io.nagare.bench.report.turn.Effort;
import io.nagare.bench.report.turn.JmhTurns;
import io.nagare.bench.report.turn.OperatorTurns;
import io.nagare.bench.report.turn.SocketWork;
import io.nagare.bench.report.turn.Turn;
import io.nagare.bench.report.turn.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A work that a check measures, beside one peer.
 *
 * @param work its name in the report
 * @param metric the figure that is compared
 */
public record CheckedWork(Group group, String work, Metric metric, String peer) {

    private static final String EPOLL = "netty-epoll";

    /** Returns all checked works in the order of their measurement. */
    public static List<CheckedWork> all() {
        List<CheckedWork> works = new ArrayList<>();
        add(works, Group.RUNTIME, Metric.TIME, Peer.FORK_JOIN, List.of(
                "spawn_many_local", "spawn_many_remote", "yield_many", "ping_pong", "chained_spawn", "sleep_many",
                "timer_churn"));
        add(works, Group.CHANNELS, Metric.TIME, Peer.REACTOR, List.of(
                "broadcast, 4 receivers", "mpsc, 1 producer", "mpsc, 4 producers"));
        add(works, Group.OPERATORS, Metric.TIME, Peer.REACTOR, clean(
                "mapFilterMap", "flatMapRange", "concatMapJust", "groupBy", "oneChain"));
        add(works, Group.EDGES, Metric.TIME, Peer.REACTOR, clean("hop", "zip", "share", "mergeMany", "toIterable"));
        add(works, Group.FILES, Metric.TIME, Peer.PLAIN, List.of("chunks"));
        add(works, Group.FILES, Metric.TIME, Peer.BUFFERED_READER, List.of("lines"));
        add(works, Group.SOCKETS, Metric.RATE, EPOLL, List.of(
                SocketWork.ECHO_SMALL.title(), SocketWork.ECHO_1000.title()));
        return works;
    }

    private static void add(List<CheckedWork> works, Group group, Metric metric, String peer, List<String> names) {
        names.forEach(name -> works.add(new CheckedWork(group, name, metric, peer)));
    }

    private static List<String> clean(String... benchmarks) {
        return List.of(benchmarks).stream().map(Profile.CLEAN::work).toList();
    }

    /** Selects the turns of a group that measure some of its works, for Nagare and for the peers. */
    public static List<Turn> turns(
            List<CheckedWork> works, Group group, Effort effort, Yardsticks yardsticks, SampleFile file) {
        List<CheckedWork> wanted = works.stream().filter(work -> work.group() == group).toList();
        if (group.isUnderJmh()) {
            return wanted.stream().map(work -> work.jmhTurn(effort)).toList();
        }
        // One program measures both works with a file, and records its failures under the plain loop.
        Set<String> filePeers = Set.of(Peer.NAGARE, Peer.PLAIN);
        return Turns.of(group, effort, yardsticks, Cores.ofThisMachine(), file.path()).stream()
                .filter(turn -> wanted.stream().anyMatch(work -> turn.isOf(work.work())
                        && (turn.peer().equals(Peer.NAGARE)
                                || (group == Group.FILES ? filePeers : Set.of(work.peer())).contains(turn.peer()))))
                .toList();
    }

    /** How many times as good Nagare was, round by round. Empty if no round has figures of both. */
    Optional<Spread> lead(Results results) {
        return results.lead(group, work, peer, metric);
    }

    private Turn jmhTurn(Effort effort) {
        JmhTurns all = group == Group.EDGES ? EdgeTurns.jmh(effort) : OperatorTurns.jmh(effort);
        String benchmark = work.substring(0, work.indexOf(','));
        return new JmhTurns(effort, group, all.benchmarks(), name -> List.of(Peer.NAGARE, peer), all.lacks())
                .turn(benchmark, Profile.CLEAN);
    }
}
