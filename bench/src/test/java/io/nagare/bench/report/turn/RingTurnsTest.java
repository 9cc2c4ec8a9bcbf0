package io.nagare.bench.report.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.report.process.Cores;
import io.nagare.bench.report.process.Yardsticks;
import io.nagare.bench.report.result.Group;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingTurnsTest {

    private static final Path PROGRAM = Path.of("program");

    private static List<Turn> turns(Group group) {
        Optional<Path> program = Optional.of(PROGRAM);
        Yardsticks all = new Yardsticks(program, program, program, program, program);
        return new SocketTurns(group, Effort.full(), all, Cores.ofThisMachine(), PROGRAM, PROGRAM).turns();
    }

    private static List<String> peers(List<Turn> turns, SocketWork work) {
        return turns.stream().filter(turn -> turn.isOf(work.title())).map(Turn::peer).toList();
    }

    @Test
    void theRingStandsBesideTheSelectorAndOthers() {
        List<Turn> ring = turns(Group.RING);
        assertTrue(ring.stream().allMatch(turn -> turn.group() == Group.RING));
        List<String> all = List.of("nagare", "nagare-uring", "netty-io_uring", "epoll in C", "tokio");
        assertEquals(all, peers(ring, SocketWork.ECHO_LARGE_DEEP));
        assertEquals(all, peers(ring, SocketWork.CHURN));
        List<String> withoutEcho = List.of("nagare", "nagare-uring", "netty-io_uring", "tokio");
        assertEquals(withoutEcho, peers(ring, SocketWork.FAN_OUT));
        assertEquals(withoutEcho, peers(ring, SocketWork.FILE));
        assertEquals(List.of(), peers(ring, SocketWork.PROXY));
    }

    @Test
    void theGroupOfSocketsHasItsOwnWorksAndPeers() {
        List<Turn> sockets = turns(Group.SOCKETS);
        assertEquals(List.of(), peers(sockets, SocketWork.ECHO_LARGE_DEEP));
        assertEquals(List.of(), sockets.stream().filter(turn -> turn.peer().equals("nagare-uring")).toList());
        assertTrue(peers(sockets, SocketWork.ECHO_SMALL).contains("vertx"));
    }
}
