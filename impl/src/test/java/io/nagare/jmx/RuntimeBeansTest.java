package io.nagare.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.failure.RuntimeClosedException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runtime in JMX. */
class RuntimeBeansTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Nagare nagare = Nagare.multiThread().workers(2).name("beans").start();

    @AfterEach
    void close() throws Exception {
        nagare.close();
        assertEquals(Set.of(), names(), "left behind");
    }

    private Set<String> names() throws Exception {
        return server.queryNames(new ObjectName("io.nagare:*"), null).stream()
                .map(ObjectName::getCanonicalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aRuntimeAndItsWorkersAreThereUntilItIsClosed() throws Exception {
        RuntimeBeans.register(nagare);
        assertEquals(
                Set.of(
                        "io.nagare:name=beans,type=Runtime",
                        "io.nagare:id=0,runtime=beans,type=Worker",
                        "io.nagare:id=1,runtime=beans,type=Worker"),
                names());
        nagare.close();
        assertEquals(Set.of(), names());
    }

    @Test
    void theyCanBeUnregisteredBefore() throws Exception {
        Beans beans = RuntimeBeans.register(nagare);
        beans.close();
        assertEquals(Set.of(), names());
        beans.close();
        RuntimeBeans.register(nagare).close();
    }

    @Test
    void theyShowWhatTheMetricsSay() throws Exception {
        RuntimeBeans.register(nagare, "orders");
        NagareRuntimeMXBean runtime = JMX.newMXBeanProxy(
                server, new ObjectName("io.nagare:type=Runtime,name=orders"), NagareRuntimeMXBean.class);
        NagareWorkerMXBean worker = JMX.newMXBeanProxy(
                server, new ObjectName("io.nagare:type=Worker,runtime=orders,id=1"), NagareWorkerMXBean.class);
        assertEquals("orders", runtime.getName());
        assertEquals(2, runtime.getWorkers());
        assertEquals(0, runtime.getLiveTasks());
        Task<Void> waiting = nagare.spawn(Many.never());
        while (runtime.getLiveTasks() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(1, runtime.getLiveTasks());
        assertEquals(0, runtime.getBlockingQueued());
        assertEquals(nagare.metrics().blockingThreads(), runtime.getBlockingThreads());
        assertTrue(runtime.getBlockingIdle() <= runtime.getBlockingThreads());
        assertTrue(runtime.getInjectionDepth() >= 0);
        waiting.abort();
        nagare.close();
        RuntimeClosedException closed =
                assertThrows(RuntimeClosedException.class, () -> RuntimeBeans.register(nagare, "orders"));
        assertTrue(closed.getMessage().contains("orders"), closed.getMessage());
        assertThrows(Exception.class, worker::getRuns);
    }

    @Test
    void eachFigureOfAWorkerIsTheOneOfTheMetrics() throws Exception {
        nagare.blockOn(Many.range(0, 100).runOn(nagare).then());
        RuntimeBeans.register(nagare);
        nagare.close();
        WorkerBean bean = new WorkerBean(nagare, 0);
        var figures = nagare.metrics().workers().get(0);
        assertEquals(figures.runs(), bean.getRuns());
        assertEquals(figures.steals(), bean.getSteals());
        assertEquals(figures.parks(), bean.getParks());
        assertEquals(figures.overflows(), bean.getOverflows());
        assertEquals(figures.readinessEvents(), bean.getReadinessEvents());
        assertEquals(figures.timersFired(), bean.getTimersFired());
        assertEquals(figures.busyNanos(), bean.getBusyNanos());
        assertEquals(figures.queueDepth(), bean.getQueueDepth());
    }

    @Test
    void aRuntimeWithoutThreadsHasOneWorker() throws Exception {
        try (Nagare alone = Nagare.currentThread().name("alone").start()) {
            RuntimeBeans.register(alone);
            assertEquals(
                    Set.of("io.nagare:name=alone,type=Runtime", "io.nagare:id=0,runtime=alone,type=Worker"), names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a=b", "a:b", "a*", "a?", "\"a\"", "a\nb", "a\\b", " a b "})
    void aNameThatMeansSomethingInJmxIsQuoted(String name) throws Exception {
        try (Beans beans = RuntimeBeans.register(nagare, name)) {
            assertEquals(3, names().size());
            for (ObjectName registered : server.queryNames(new ObjectName("io.nagare:*"), null)) {
                String value = registered.getKeyProperty(
                        registered.getKeyProperty("type").equals("Runtime") ? "name" : "runtime");
                assertEquals(name, value.startsWith("\"") ? ObjectName.unquote(value) : value);
            }
        }
    }

    @Test
    void aSecondRuntimeOfTheNameIsRefused() throws Exception {
        try (Nagare second = Nagare.multiThread().workers(3).name("beans").start()) {
            RuntimeBeans.register(nagare);
            IllegalStateException taken =
                    assertThrows(IllegalStateException.class, () -> RuntimeBeans.register(second));
            assertTrue(taken.getMessage().contains("the name beans already"), taken.getMessage());
            assertTrue(taken.getMessage().contains("NagareBuilder.name"), taken.getMessage());
            assertEquals(3, names().size());
            RuntimeBeans.register(second, "beans-2");
            assertEquals(3 + 4, names().size());
        }
        assertEquals(3, names().size());
    }

    /** What was registered before the name that is taken is given back. */
    @Test
    void whatIsRefusedLeavesNothing() throws Exception {
        ObjectName worker = new ObjectName("io.nagare:type=Worker,runtime=beans,id=1");
        server.registerMBean(new WorkerBean(nagare, 0), worker);
        try {
            assertThrows(IllegalStateException.class, () -> RuntimeBeans.register(nagare));
            assertEquals(Set.of(worker.getCanonicalName()), names());
        } finally {
            server.unregisterMBean(worker);
        }
    }

    @Test
    void whatSomebodyElseHasUnregisteredIsNoFault() throws Exception {
        Beans beans = RuntimeBeans.register(nagare);
        server.unregisterMBean(new ObjectName("io.nagare:type=Runtime,name=beans"));
        beans.close();
    }

    @Test
    void badArgumentsAreNamed() {
        assertEquals(
                "runtime",
                assertThrows(NullPointerException.class, () -> RuntimeBeans.register(null)).getMessage());
        assertEquals(
                "runtime",
                assertThrows(NullPointerException.class, () -> RuntimeBeans.register(null, "a")).getMessage());
        assertEquals(
                "name",
                assertThrows(NullPointerException.class, () -> RuntimeBeans.register(nagare, null)).getMessage());
        IllegalArgumentException blank =
                assertThrows(IllegalArgumentException.class, () -> RuntimeBeans.register(nagare, " "));
        assertTrue(blank.getMessage().contains("blank"), blank.getMessage());
        Beans beans = Beans.of(nagare.driver(), "a");
        assertEquals(
                "properties",
                assertThrows(NullPointerException.class, () -> beans.register(null, "")).getMessage());
        assertEquals(
                "bean",
                assertThrows(NullPointerException.class, () -> beans.register("type=A,runtime=*", null))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> beans.register("type=A,runtime=*", "no bean"));
        beans.close();
        assertThrows(RuntimeClosedException.class, () -> beans.register("type=A,runtime=*", "late"));
    }
}
