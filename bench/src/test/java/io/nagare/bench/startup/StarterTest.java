package io.nagare.bench.startup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.bench.report.process.MeasurementException;
import io.nagare.bench.report.process.StartedProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to a program that is measured while it starts, and how its figures are read. */
class StarterTest {

    @Test
    void aProgramHasItsOwnLibraryAlone() {
        assertTrue(Starter.NAGARE.has("io/nagare/net/Tcp.class"));
        assertTrue(Starter.NAGARE.has("META-INF/services/io.nagare.stage.Engine"));
        assertTrue(Starter.NAGARE.has("io/nagare/bench/startup/NagareStart.class"));
        assertFalse(Starter.NAGARE.has("io/nagare/bench/startup/VertxStart.class"));
        assertFalse(Starter.NAGARE.has("io/nagare/bench/Bench.class"));
        assertFalse(Starter.NAGARE.has("io/netty/channel/Channel.class"));
        assertTrue(Starter.VERTX.has("io/netty/channel/Channel.class"));
        assertTrue(Starter.VERTX.has("META-INF/versions/11/io/netty/util/Hidden.class"));
        assertFalse(Starter.VERTX.has("io/nagare/Many.class"));
        assertFalse(Starter.REACTOR_NETTY.has("io/netty/channel/uring/IoUring.class"));
        assertFalse(Starter.PLAIN.has("org/slf4j/Logger.class"));
    }

    @Test
    void aFigureIsFoundByItsName() throws MeasurementException {
        List<String> printed = List.of("Loaded  Bytes  Unloaded", "  1711 3456.5        -");
        assertEquals(1711, StartedProgram.column(printed, "Loaded"));
        assertEquals(0, StartedProgram.column(printed, "Unloaded"));
        MeasurementException missing =
                assertThrows(MeasurementException.class, () -> StartedProgram.column(printed, "Time"));
        assertTrue(missing.getMessage().contains("did not say Time"), missing.getMessage());
    }
}
