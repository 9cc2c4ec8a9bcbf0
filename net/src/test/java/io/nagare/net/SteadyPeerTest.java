package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.driver.Leaf;
import io.nagare.driver.Resource;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.net.fixture.Recorder;
import io.nagare.net.wire.PipeWire;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits and a system that has room for bytes without saying so, as Linux does while little of a buffer is free. */
class SteadyPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LEAST = 1_024;

    private StepScheduler scheduler;
    private Nagare runtime;
    private final PipeWire[] front = PipeWire.pair();
    private final Connection.Pair back = Connection.pair();

    @BeforeEach
    void start() {
        scheduler = new StepScheduler("limits");
        runtime = EngineRuntime.on(scheduler);
        Schedulers.enter(scheduler);
    }

    @AfterEach
    void close() {
        runtime.close();
        Schedulers.enter(null);
        assertEquals(List.of(), scheduler.unseen());
    }

    /** Joins a client to a server that has more to send than there is room for. */
    private Recorder<Connections.Joined> join(ConnectionLimits limits) {
        Bytes piece = Bytes.wrap(new byte[64 * 1024]);
        back.second().write(Many.range(0, 100).map(i -> piece)).subscribe(nothing -> {}, closed -> {});
        Recorder<Connections.Joined> joined = new Recorder<>();
        Connections.join(Connection.over(new SilentWire(front[0])), back.first(), limits).subscribe(joined);
        joined.request(1);
        scheduler.runUntilIdle();
        return joined;
    }

    /** The client takes bytes at an even pace for ten times the limit, or until it is cut off. */
    private void takeSteadily(Recorder<?> joined, int bytesASecond) throws IOException {
        ByteBuffer taken = ByteBuffer.allocate(bytesASecond);
        for (int second = 0; second < 10 * LIMIT.toSeconds() && !joined.hasEnded(); second++) {
            front[1].read(taken.clear());
            scheduler.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void aPeerThatTakesBytesSteadilyIsNotSlow() throws IOException {
        Recorder<Connections.Joined> joined = join(ConnectionLimits.none().slowPeer(LIMIT, LEAST));
        takeSteadily(joined, LEAST / 60 + 10);
        assertFalse(joined.hasEnded());
    }

    @Test
    void aConnectionThatIsWrittenSteadilyIsNotIdle() throws IOException {
        Recorder<Connections.Joined> joined = join(ConnectionLimits.none().idle(LIMIT));
        takeSteadily(joined, 2_000);
        assertFalse(joined.hasEnded());
    }

    @Test
    void aPeerThatTakesTooLittleIsCutOff() throws Exception {
        Recorder<Connections.Joined> joined = join(ConnectionLimits.none().slowPeer(LIMIT, LEAST));
        takeSteadily(joined, LEAST / 60 - 10);
        assertTrue(joined.hasEnded());
        Throwable cause = joined.end().getCause();
        assertEquals("slowPeer", assertInstanceOf(ConnectionLimitException.class, cause).limit());
    }

    /** A wire that never says that there is room. */
    private record SilentWire(PipeWire pipe) implements Wire {

        @Override
        public int read(ByteBuffer into) throws IOException {
            return pipe.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return pipe.write(from);
        }

        @Override
        public boolean end() {
            return pipe.end();
        }

        @Override
        public void awaitReadable(Leaf leaf) {
            pipe.awaitReadable(leaf);
        }

        @Override
        public void pauseReading() {
            pipe.pauseReading();
        }

        @Override
        public void awaitWritable(Leaf leaf) {}

        @Override
        public void open(Resource owner) {}

        @Override
        public void close() {
            pipe.close();
        }

        @Override
        public void reset() {
            pipe.reset();
        }

        @Override
        public SocketAddress localAddress() {
            return pipe.localAddress();
        }

        @Override
        public SocketAddress remoteAddress() {
            return pipe.remoteAddress();
        }
    }
}
