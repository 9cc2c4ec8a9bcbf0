package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starting and ending: in which order, and with what under way. */
class LifecycleTest {

    private static final Duration LIMIT = Started.LIMIT;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LifecycleAutoConfiguration.class,
                    NagareAutoConfiguration.class,
                    NagareLifecycleAutoConfiguration.class))
            .withPropertyValues("nagare.workers=2", "spring.lifecycle.timeout-per-shutdown-phase=10s");

    @Configuration(proxyBeanMethods = false)
    static class Echo {

        final CountDownLatch draining = new CountDownLatch(1);

        @Bean
        ServerBean echo(Nagare runtime) {
            return ServerBean.of(
                    runtime,
                    Tcp.serveInBackground("127.0.0.1", 0, peer -> {
                        runtime.spawn(peer.draining().doFinally(end -> draining.countDown()));
                        return peer.write(peer.read());
                    }));
        }

        CountDownLatch draining() {
            return draining;
        }
    }

    private static List<Thread> keptAliveBy(ServerBean server) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.getName().endsWith(":" + server.port()))
                .toList();
    }

    /** The threads of the runtime do not, since they are daemons. */
    @Test
    void aServerKeepsTheApplicationRunning() throws InterruptedException {
        List<Thread> keeping = new ArrayList<>();
        runner.withUserConfiguration(Echo.class)
                .run(context -> keeping.addAll(keptAliveBy(context.getBean(ServerBean.class))));
        assertEquals(1, keeping.size());
        keeping.get(0).join(LIMIT.toMillis());
        assertFalse(keeping.get(0).isAlive());
    }

    private static ConfigurableApplicationContext source(AssertableApplicationContext context) {
        return context.getSourceApplicationContext();
    }

    private static void echoes(Socket socket) throws IOException {
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
        assertEquals("ping", new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));
    }

    @Test
    void aServerFinishesWhatItHasBegun() {
        runner.withUserConfiguration(Echo.class).run(context -> {
            int port = context.getBean(ServerBean.class).port();
            try (Socket socket = new Socket("127.0.0.1", port)) {
                echoes(socket);
                CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> source(context).close());
                assertTrue(context.getBean(Echo.class).draining().await(LIMIT.toSeconds(), TimeUnit.SECONDS));
                echoes(socket);
                assertFalse(closing.isDone());
                socket.shutdownOutput();
                assertEquals(-1, socket.getInputStream().read());
                closing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        });
    }

    @Test
    void atTheLimitOfSpringsPhaseConnectionsAreReset() {
        runner.withUserConfiguration(Echo.class)
                .withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=300ms")
                .run(context -> {
                    try (Socket socket =
                            new Socket("127.0.0.1", context.getBean(ServerBean.class).port())) {
                        echoes(socket);
                        source(context).close();
                        assertThrows(IOException.class, () -> socket.getInputStream().read());
                    }
                });
    }

    @Test
    void aStoppedServerCanBeStartedAgain() {
        runner.withUserConfiguration(Echo.class).run(context -> {
            ServerBean bean = context.getBean(ServerBean.class);
            assertTrue(bean.isRunning());
            source(context).stop();
            assertFalse(bean.isRunning());
            assertThrows(IllegalStateException.class, bean::port);
            source(context).start();
            try (Socket socket = new Socket("127.0.0.1", bean.port())) {
                echoes(socket);
            }
        });
    }

    @Test
    void aServerThatCannotListenStopsTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            runner.withBean(
                            ServerBean.class,
                            () -> ServerBean.of(
                                    Nagare.current(),
                                    Tcp.serveInBackground("127.0.0.1", taken.getLocalPort(), peer -> One.empty())))
                    .run(context -> {
                        StringBuilder all = new StringBuilder();
                        for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
                            all.append(t.getMessage()).append('\n');
                        }
                        assertTrue(all.toString().contains(":" + taken.getLocalPort()), all::toString);
                    });
        }
    }

    @Test
    void aServerKnowsItsPhaseAndItsLimits() {
        ServerBean bean = ServerBean.of(Nagare.current(), One.empty());
        assertEquals(ServerBean.PHASE, bean.getPhase());
        assertEquals(7, bean.phase(7).drainLimit(Duration.ofSeconds(1)).getPhase());
        assertThrows(IllegalArgumentException.class, () -> bean.drainLimit(Duration.ofSeconds(-1)));
        assertThrows(IllegalStateException.class, bean::start, "its stream emits no server");
        bean.stop();
        CountDownLatch called = new CountDownLatch(1);
        bean.stop(called::countDown);
        assertEquals(0, called.getCount());
        assertTrue(RuntimeLifecycle.PHASE < ServerBean.PHASE, "the runtime stops after its servers");
    }

    @Test
    void tasksComeToTheirEnd() {
        List<Task<String>> tasks = new ArrayList<>();
        runner.run(context -> tasks.add(context.getBean(Nagare.class)
                .spawn(One.delay(Duration.ofMillis(200)).thenReturn("done"))));
        assertEquals("done", tasks.get(0).join());
    }

    @Test
    void tasksThatNeverEndAreCancelledAtTheLimit() {
        List<Task<Void>> tasks = new ArrayList<>();
        long begin = System.nanoTime();
        runner.withPropertyValues("nagare.drain-limit=100ms")
                .run(context -> tasks.add(context.getBean(Nagare.class).spawn(Many.never())));
        assertTrue(tasks.get(0).isDone());
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).compareTo(Duration.ofSeconds(5)) < 0);
    }

    @Test
    void aStoppedContextStillHasItsRuntime() {
        runner.run(context -> {
            source(context).stop();
            assertEquals(1, context.getBean(Nagare.class).blockOn(One.just(1)));
            source(context).start();
            assertEquals(context.getBean(Nagare.class), Nagare.current());
        });
    }

    @Test
    void streamsAreToldThatTheApplicationEnds() {
        List<Task<Void>> tasks = new ArrayList<>();
        runner.run(context -> {
            ApplicationEnding ending = context.getBean(ApplicationEnding.class);
            tasks.add(context.getBean(Nagare.class).spawn(Many.never().takeUntil(ending.signal())));
            try (var child = new org.springframework.context.support.GenericApplicationContext(context)) {
                child.refresh();
            }
            assertFalse(tasks.get(0).isDone(), "a child context has ended, and the application has not");
        });
        tasks.get(0).join();
    }

    @Test
    void twoApplicationsTakeTurnsAsTheDefault() {
        runner.withPropertyValues("nagare.name=outer").run(outer -> {
            runner.withPropertyValues("nagare.name=inner")
                    .run(inner -> assertEquals("Nagare[inner]", Nagare.current().toString()));
            assertEquals("Nagare[outer]", Nagare.current().toString());
        });
        assertNotEquals("Nagare[outer]", Nagare.current().toString());
    }
}
