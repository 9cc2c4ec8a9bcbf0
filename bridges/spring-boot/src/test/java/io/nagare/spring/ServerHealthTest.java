package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.net.Unix;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What the health endpoint tells of servers. */
class ServerHealthTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(NagareAutoConfiguration.class, NagareHealthAutoConfiguration.class))
            .withPropertyValues("nagare.workers=2");

    /** Returns what is told of the server. The whole has the status of its worst part. */
    private static String health(WebTestClient client, int status) {
        client.get().uri("/actuator/health").exchange().expectStatus().isEqualTo(status);
        return client.get()
                .uri("/actuator/health/nagareServers/echo")
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    /** Spring Boot 3 and 4 order status and details differently. */
    private static void assertHealth(String status, String state, ServerBean bean, int connections, String health) {
        assertTrue(health.contains("\"status\":\"" + status + "\""), health);
        assertTrue(health.contains("\"state\":\"" + state + "\""), health);
        assertTrue(health.contains("\"connections\":" + connections), health);
        assertTrue(health.contains("\"address\":\"" + bean.health().details().get("address") + "\""), health);
    }

    @Test
    void aServerIsUpUntilItIsStoppedOrEndsByItself() throws Exception {
        try (Started started = Started.reactive(LifecycleTest.Echo.class)) {
            WebTestClient client = started.client();
            ServerBean bean = started.bean(ServerBean.class);
            int port = bean.port();
            assertEquals("127.0.0.1:" + port, bean.health().details().get("address"));
            assertHealth("UP", "accepting", bean, 0, health(client, 200));
            CountDownLatch ended = new CountDownLatch(1);
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write('x');
                assertEquals('x', socket.getInputStream().read());
                assertHealth("UP", "accepting", bean, 1, health(client, 200));
                bean.stop(ended::countDown);
                assertHealth("OUT_OF_SERVICE", "draining", bean, 1, health(client, 503));
            }
            assertTrue(ended.await(Started.LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertHealth("OUT_OF_SERVICE", "stopped", bean, 0, health(client, 503));
            bean.start();
            assertHealth("UP", "accepting", bean, 0, health(client, 200));
            bean.server().close();
            assertHealth("DOWN", "no longer accepting", bean, 0, health(client, 503));
        }
    }

    @Test
    void aServerThatWasNeverStartedIsOutOfService() {
        ServerHealth health = ServerBean.of(Nagare.current(), One.empty()).health();
        assertEquals("OUT_OF_SERVICE", health.status());
        assertEquals("not started", health.details().get("state"));
    }

    @Test
    void anAddressIsWrittenAsItIsGiven(@TempDir Path directory) throws Exception {
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            Path path = directory.resolve("socket");
            ServerBean unix = ServerBean.of(runtime, Unix.serveInBackground(path, peer -> One.empty()));
            unix.start();
            assertEquals(path.toString(), unix.health().details().get("address"));
            assertTrue(Files.exists(path));
            unix.stop();
            assertEquals("stopped", unix.health().details().get("state"));
        }
    }

    @Test
    void aServerOfAClosedRuntimeIsDown() {
        Nagare runtime = Nagare.multiThread().workers(1).start();
        ServerBean bean = ServerBean.of(runtime, Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty()));
        bean.start();
        assertEquals("UP", bean.health().status());
        runtime.close();
        assertEquals("DOWN", bean.health().status());
    }

    @Test
    void itIsThereForServersOnlyAndCanBeTurnedOff() {
        String name = "nagareServersHealthContributor";
        runner.run(context -> assertFalse(context.containsBean(name)));
        runner.withUserConfiguration(LifecycleTest.Echo.class).run(context -> assertTrue(context.containsBean(name)));
        for (String property : new String[] {"nagare-servers", "nagareServers"}) {
            runner.withUserConfiguration(LifecycleTest.Echo.class)
                    .withPropertyValues("management.health." + property + ".enabled=false")
                    .run(context -> {
                        assertFalse(context.containsBean(name));
                        assertTrue(context.containsBean("nagareHealthIndicator"));
                    });
        }
        runner.withClassLoader(new FilteredClassLoader("io.nagare.net")).run(context -> {
            assertFalse(context.containsBean(name));
            assertTrue(context.containsBean("nagareHealthIndicator"));
        });
    }
}
