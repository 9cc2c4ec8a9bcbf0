package io.nagare.bench.report.turn;

import io.nagare.bench.Bench;
import io.nagare.bench.report.process.Jvm;
import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.Program;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import io.nagare.bench.report.result.Metric;
import io.nagare.bench.report.result.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns of the works of the yardstick, each a process that prints how long an operation took. */
final class YardTurns {

    private static final String WORKERS = "2";
    private static final String CHUNKS = "chunks";
    private static final String LINES = "lines";

    private final Effort effort;
    private final Optional<Path> tokio;
    private final Optional<Path> libuv;

    YardTurns(Effort effort, Yardsticks yardsticks) {
        this.effort = effort;
        this.tokio = yardsticks.tokio();
        this.libuv = yardsticks.libuv();
    }

    /** A work, its title in the report, and whether it is in the quick version. */
    private record Work(String title, boolean quick, List<String> words) {

        static Work of(String name, boolean quick) {
            return new Work(name, quick, List.of(name));
        }
    }

    /** A peer, and its name in the yardstick. */
    private record Runner(String peer, String name) {}

    private static final List<Work> RUNTIME = List.of(
            Work.of("spawn_many_local", true),
            Work.of("spawn_many_remote", false),
            Work.of("yield_many", true),
            Work.of("ping_pong", true),
            Work.of("chained_spawn", false),
            Work.of("sleep_many", false),
            Work.of("timer_churn", true));

    /** The works that a program of Node.js has: its tasks are no tasks of a scheduler. */
    private static final List<String> TIMERS = List.of("sleep_many", "timer_churn");

    private static final List<Work> BROADCASTS = List.of(
            new Work("broadcast, 1 receiver", false, List.of("broadcast", "1")),
            new Work("broadcast, 4 receivers", true, List.of("broadcast", "4")),
            new Work("broadcast, 64 receivers", false, List.of("broadcast", "64")));

    private static final List<Work> MPSCS = List.of(
            new Work("mpsc, 1 producer", false, List.of("mpsc", "1", "1024")),
            new Work("mpsc, 4 producers", true, List.of("mpsc", "4", "1024")));

    List<Turn> runtime() {
        List<Turn> turns = new ArrayList<>(turns(
                Group.RUNTIME,
                RUNTIME,
                List.of(new Runner(Peer.FORK_JOIN, "forkjoin"), new Runner(Peer.VIRTUAL, "virtual"))));
        for (Work work : RUNTIME) {
            if (libuv.isPresent() && TIMERS.contains(work.title()) && (work.quick() || !effort.quick())) {
                turns.add(turn(Group.RUNTIME, work, Peer.LIBUV, programCommand(libuv.get(), work.words())));
            }
        }
        return turns;
    }

    /** Makes the turns of the channels. Virtual threads have no broadcast. */
    List<Turn> channels() {
        List<Runner> publishers = List.of(
                new Runner(Peer.REACTOR, "reactor"),
                new Runner(Peer.RXJAVA, "rxjava"),
                new Runner(Peer.SUBMISSION_PUBLISHER, "forkjoin"));
        List<Runner> all = new ArrayList<>(publishers);
        all.add(new Runner(Peer.VIRTUAL, "virtual"));
        List<Turn> turns = new ArrayList<>(turns(Group.CHANNELS, BROADCASTS, publishers));
        turns.addAll(turns(Group.CHANNELS, MPSCS, all));
        return turns;
    }

    /** Makes the turns of the works with a file, which print several lines. */
    List<Turn> files(Path file) {
        List<String> words = List.of("fs", file.toString());
        List<Turn> turns = new ArrayList<>();
        turns.add(fileTurn(Peer.NAGARE, command("nagare", words)));
        turns.add(fileTurn(Peer.PLAIN, command("plain", words)));
        tokio.ifPresent(program -> turns.add(fileTurn(Peer.TOKIO, programCommand(program, words))));
        libuv.ifPresent(program -> turns.add(fileTurn(Peer.LIBUV, programCommand(program, words))));
        return turns;
    }

    private List<Turn> turns(Group group, List<Work> works, List<Runner> peers) {
        List<Turn> turns = new ArrayList<>();
        for (Work work : works) {
            if (effort.quick() && !work.quick()) {
                continue;
            }
            turns.add(turn(group, work, Peer.NAGARE, command("nagare", work.words())));
            tokio.ifPresent(program -> turns.add(turn(group, work, Peer.TOKIO, programCommand(program, work.words()))));
            for (Runner runner : peers) {
                if (!runner.peer().equals(Peer.VIRTUAL) || Jvm.hasVirtualThreads()) {
                    turns.add(turn(group, work, runner.peer(), command(runner.name(), work.words())));
                }
            }
        }
        return turns;
    }

    private Turn turn(Group group, Work work, String peer, List<String> command) {
        return new Turn(group, work.title(), peer, (round, recorder) -> {
            for (YardLine line : lines(command)) {
                recorder.sample(group, work.title(), peer, Metric.TIME, round, line.nanoseconds());
            }
        });
    }

    private Turn fileTurn(String peer, List<String> command) {
        return new Turn(Group.FILES, CHUNKS + Turn.AND + LINES, peer, (round, recorder) -> {
            for (YardLine line : lines(command)) {
                boolean lines = line.work().equals("fs_lines");
                recorder.sample(
                        Group.FILES,
                        lines ? LINES : CHUNKS,
                        filePeer(peer, line.work()),
                        Metric.TIME,
                        round,
                        line.nanoseconds());
            }
        });
    }

    private static String filePeer(String peer, String work) {
        if (!peer.equals(Peer.PLAIN)) {
            return peer;
        }
        return switch (work) {
            case "fs_lines" -> Peer.BUFFERED_READER;
            case "fs_read_one_buffer" -> Peer.ONE_BUFFER;
            default -> peer;
        };
    }

    private static List<String> command(String name, List<String> words) {
        List<String> arguments = new ArrayList<>(List.of("yard", "--peer", name));
        arguments.addAll(words);
        return Jvm.command(Bench.class, List.of(), arguments);
    }

    private static List<String> programCommand(Path program, List<String> words) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        return command;
    }

    private List<YardLine> lines(List<String> command) throws MeasurementException, IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "WORKERS", WORKERS,
                "WARM", Integer.toString(effort.yardWarmUpSeconds()),
                "MEASURE", Integer.toString(effort.yardSeconds()));
        Duration atMost = Duration.ofSeconds(30 + 4L * (effort.yardWarmUpSeconds() + effort.yardSeconds()));
        List<String> printed = new Program(command, environment, atMost).run();
        List<YardLine> lines = YardLine.among(printed);
        if (lines.isEmpty()) {
            throw new MeasurementException(Program.lastWords(printed, "printed nothing"));
        }
        return lines;
    }
}
