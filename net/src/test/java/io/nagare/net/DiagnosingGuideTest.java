package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.RuntimeMetrics;
import io.nagare.channel.Broadcast;
import io.nagare.engine.GuideSnippets;
import io.nagare.jmx.Beans;
import io.nagare.jmx.RuntimeBeans;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;

/** The examples of docs/diagnosing.md. */
class DiagnosingGuideTest {

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("diagnosing.md", DiagnosingGuideTest.class);
    }

    @Test
    void aProgramHearsOfItsOwnEvents() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        AtomicReference<RecordedEvent> first = new AtomicReference<>();
        Consumer<RecordedEvent> alarm = event -> {
            // Workers of other tests may be held up meanwhile.
            if ("orders".equals(event.getString("runtime"))) {
                first.compareAndSet(null, event);
                heard.countDown();
            }
        };
        try (Nagare runtime = Nagare.multiThread().workers(2).name("orders").start();
                RecordingStream stalls = new RecordingStream()) {
            stalls.onEvent("nagare.WorkerStall", alarm);
            stalls.startAsync();

            runtime.spawn(() -> {
                        assertTrue(heard.await(30, TimeUnit.SECONDS));
                        return 1;
                    })
                    .join();
        }
        assertTrue(first.get().getString("frames").contains("CountDownLatch.await"));
    }

    @Test
    void beans() throws Exception {
        ObjectName connections = new ObjectName("io.nagare:type=Connections,runtime=orders");
        try (Nagare runtime = Nagare.multiThread().workers(2).name("orders").start()) {
            Beans ofRuntime = RuntimeBeans.register(runtime);
            Beans ofConnections = ConnectionBeans.register(runtime);

            assertTrue(ManagementFactory.getPlatformMBeanServer().isRegistered(connections));
            ofConnections.close();
            ofRuntime.close();
        }
    }

    @Test
    void figures() {
        Broadcast<Integer> prices = Broadcast.lagging(8);
        try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
            RuntimeMetrics metrics = runtime.metrics();
            ConnectionCounts counts = Connections.counts(runtime);
            long behind = prices.lag();

            assertEquals(List.of(2, 0, 0L), List.of(metrics.workers().size(), counts.open(), behind));
        }
    }
}
