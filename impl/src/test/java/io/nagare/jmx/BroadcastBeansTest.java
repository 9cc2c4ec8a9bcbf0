package io.nagare.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.RuntimeClosedException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broadcast in JMX. */
class BroadcastBeansTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Nagare nagare = Nagare.multiThread().workers(1).name("broadcasts").start();
    private final Broadcast<Integer> prices = Broadcast.lagging(8);

    @AfterEach
    void close() {
        nagare.close();
    }

    @Test
    void itShowsWhatTheBroadcastSays() throws Exception {
        Beans beans = BroadcastBeans.register(nagare, prices, "prices");
        ObjectName name = new ObjectName("io.nagare:type=Broadcast,runtime=broadcasts,name=prices");
        NagareBroadcastMXBean bean = JMX.newMXBeanProxy(server, name, NagareBroadcastMXBean.class);
        Probe<Integer> slow = new Probe<>();
        prices.receiver().subscribe(slow);
        for (int i = 0; i < 10; i++) {
            prices.send(i);
        }
        assertEquals("prices", bean.getName());
        assertEquals(
                List.of(1, 8, 8, 10L),
                List.of(bean.getSubscribers(), bean.getCapacity(), bean.getDepth(), bean.getLag()));
        assertFalse(bean.isClosed());
        slow.cancel();
        prices.abandoned().block(Duration.ofSeconds(20));
        prices.close();
        assertEquals(0, bean.getSubscribers());
        assertTrue(bean.isClosed());
        beans.close();
        assertFalse(server.isRegistered(name));
    }

    @Test
    void itEndsWithTheRuntime() throws Exception {
        BroadcastBeans.register(nagare, prices, "a,b");
        BroadcastBeans.register(nagare, prices, "c");
        assertTrue(server.isRegistered(
                new ObjectName("io.nagare:type=Broadcast,runtime=broadcasts,name=" + ObjectName.quote("a,b"))));
        nagare.close();
        assertEquals(0, server.queryNames(new ObjectName("io.nagare:runtime=broadcasts,*"), null).size());
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> BroadcastBeans.register(nagare, prices, " "));
        BroadcastBeans.register(nagare, prices, "prices");
        String taken = assertThrows(
                        IllegalStateException.class, () -> BroadcastBeans.register(nagare, prices, "prices"))
                .getMessage();
        assertEquals(
                "the runtime broadcasts has a bean with the name prices already: register this one under another name",
                taken);
        nagare.close();
        assertThrows(RuntimeClosedException.class, () -> BroadcastBeans.register(nagare, prices, "late"));
    }
}
