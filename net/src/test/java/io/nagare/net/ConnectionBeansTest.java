package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.jmx.Beans;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Connections in JMX. */
class ConnectionBeansTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void theyShowWhatTheCountsSayUntilTheRuntimeIsClosed() throws Exception {
        ObjectName name = new ObjectName("io.nagare:type=Connections,runtime=peers");
        Nagare nagare = Nagare.multiThread().workers(2).name("peers").start();
        try {
            ConnectionBeans.register(nagare);
            NagareConnectionsMXBean bean = JMX.newMXBeanProxy(server, name, NagareConnectionsMXBean.class);
            assertEquals(0, bean.getAccepted());
            Server echo = nagare.blockOn(
                    Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())), LIMIT);
            nagare.blockOn(
                    Tcp.connecting("127.0.0.1", echo.port(), peer -> peer.writeAndEnd(Bytes.utf8("hello"))
                                    .thenMany(peer.read()))
                            .then(),
                    LIMIT);
            nagare.blockOn(echo.drain(LIMIT), LIMIT);
            ConnectionCounts counts = Connections.counts(nagare);
            assertEquals(1, bean.getAccepted());
            assertEquals(1, bean.getConnected());
            assertEquals(10, bean.getBytesRead());
            assertEquals(10, bean.getBytesWritten());
            assertEquals(counts.failedAttempts(), bean.getFailedAttempts());
            assertEquals(counts.open(), bean.getOpen());
            assertEquals(counts.turnedAway(), bean.getTurnedAway());
            assertEquals(counts.cutOff(), bean.getCutOff());
            assertEquals(counts.readersPaused(), bean.getReadersPaused());
            assertEquals(counts.writersWaiting(), bean.getWritersWaiting());
        } finally {
            nagare.close();
        }
        assertFalse(server.isRegistered(name));
        assertThrows(RuntimeClosedException.class, () -> ConnectionBeans.register(nagare));
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        try (Nagare nagare = Nagare.multiThread().workers(1).start();
                Beans beans = ConnectionBeans.register(nagare, "taken")) {
            IllegalStateException taken =
                    assertThrows(IllegalStateException.class, () -> ConnectionBeans.register(nagare, "taken"));
            assertTrue(taken.getMessage().contains("the name taken already"), taken.getMessage());
            beans.close();
            ConnectionBeans.register(nagare, "taken").close();
        }
    }
}
