package io.nagare.bench.report;

import java.nio.file.Path;
import java.util.List;

/** What is measured in a group; what is left out from the start is recorded with the reason. */
final class Turns {

    private static final String ALL = "all works";

    private Turns() {}

    static List<Turn> of(Group group, ReportOptions options, Cores cores, Path file, Recorder recorder) {
        Yardsticks yardsticks = options.yardsticks();
        YardTurns yard = new YardTurns(options.effort(), yardsticks.tokio());
        sayWhatIsLeftOut(group, yardsticks, recorder);
        return switch (group) {
            case RUNTIME -> yard.runtime();
            case CHANNELS -> yard.channels();
            case FILES -> yard.files(file);
            case OPERATORS -> new OperatorTurns(options.effort()).turns();
            case MEMORY -> new MemoryTurns(yardsticks, cores).turns();
            case SOCKETS -> yardsticks
                    .load()
                    .map(load -> new SocketTurns(options.effort(), yardsticks, cores, load, file).turns())
                    .orElse(List.of());
        };
    }

    private static void sayWhatIsLeftOut(Group group, Yardsticks yardsticks, Recorder recorder) {
        if (group != Group.OPERATORS && yardsticks.tokio().isEmpty()) {
            recorder.missing(group, ALL, Peer.TOKIO, "left out: its program was not given (--tokio)");
        }
        if (group == Group.SOCKETS && yardsticks.floor().isEmpty()) {
            recorder.missing(group, ALL, Peer.FLOOR, "left out: its program was not given (--floor)");
        }
        if (group == Group.SOCKETS && yardsticks.load().isEmpty()) {
            recorder.missing(group, ALL, "everybody", "left out: the load generator was not given (--load)");
        }
        if (!Jvm.hasVirtualThreads()) {
            String reason = "left out: this JDK has none";
            switch (group) {
                case RUNTIME, CHANNELS -> recorder.missing(group, ALL, Peer.VIRTUAL, reason);
                case SOCKETS, MEMORY -> recorder.missing(group, ALL, Peer.JDK_VIRTUAL, reason);
                case OPERATORS, FILES -> {}
            }
        }
    }
}
