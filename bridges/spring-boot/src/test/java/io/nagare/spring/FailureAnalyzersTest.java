package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.Tcp;
import io.nagare.net.Unix;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application says that does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTest {

    @Configuration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        ServerBean lines(
                Nagare runtime,
                @Value("${lines.host:127.0.0.1}") String host,
                @Value("${lines.port:0}") int port) {
            return ServerBean.of(runtime, Tcp.serveInBackground(host, port, peer -> One.empty()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnAPath {
        @Bean
        ServerBean lines(Nagare runtime, @Value("${lines.path}") Path path) {
            return ServerBean.of(runtime, Unix.serveInBackground(path, peer -> One.empty()));
        }
    }

    private static void start(Class<?> servers, String... properties) {
        new SpringApplicationBuilder(Started.Application.class, servers)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties("nagare.workers=2", "spring.jmx.enabled=false")
                .run(properties)
                .close();
    }

    private static void assertSays(CapturedOutput output, String description, String action) {
        String report = "Description:\n\n" + description + "\n\nAction:\n\n" + action;
        assertTrue(output.getErr().contains(report), output::getAll);
    }

    @Test
    void aPortThatIsTaken(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThrows(RuntimeException.class, () -> start(Listening.class, "--lines.port=" + port));
            assertSays(
                    output,
                    "Failed to start bean 'lines': listen on 127.0.0.1:" + port + " failed: Address already in use",
                    "Stop the program that listens there already, or give this server another port.");
        }
    }

    @Test
    void aPathThatIsTaken(CapturedOutput output, @TempDir Path directory) throws Exception {
        Path path = directory.resolve("socket");
        Files.writeString(path, "no socket");
        assertThrows(RuntimeException.class, () -> start(OnAPath.class, "--lines.path=" + path));
        assertSays(
                output,
                "Failed to start bean 'lines': listen on " + path + " failed: Address already in use",
                "Stop the server that listens there already. If there is none, remove the file, or give this server"
                        + " another path.");
    }

    @Test
    void anAddressOfAnotherMachine(CapturedOutput output) {
        assertThrows(RuntimeException.class, () -> start(Listening.class, "--lines.host=192.0.2.1"));
        assertSays(
                output,
                "Failed to start bean 'lines': listen on 192.0.2.1:0 failed: Cannot assign requested address",
                "Give this server an address of this machine, or 0.0.0.0 for all of them.");
    }

    @Test
    void aPropertyOutOfRange(CapturedOutput output) {
        assertThrows(RuntimeException.class, () -> start(Listening.class, "--nagare.max-blocking-threads=0"));
        assertSays(
                output,
                "The property 'nagare.max-blocking-threads' is out of range: maxBlockingThreads must be at least 1, but"
                        + " was 0. It was set by \"nagare.max-blocking-threads\" from property source"
                        + " \"commandLineArgs\".",
                "Give 'nagare.max-blocking-threads' a value in its range, or leave it out.");
    }

    @Test
    void aPropertyInAnotherSpelling(CapturedOutput output) {
        assertThrows(RuntimeException.class, () -> start(Listening.class, "--nagare.drainLimit=-1s"));
        assertTrue(output.getErr().contains("drainLimit must be at least 0, but was PT-1S"), output::getAll);
        assertTrue(output.getErr().contains("from property source \"commandLineArgs\""), output::getAll);
    }

    @Test
    void whatIsNotOursIsLeftToSpringBoot(CapturedOutput output) {
        assertThrows(RuntimeException.class, () -> start(Listening.class, "--nagare.workers=many"));
        assertTrue(output.getErr().contains("Failed to bind properties under 'nagare.workers'"), output::getAll);
        assertFalse(output.getErr().contains("is out of range"), output::getAll);
    }

    @Test
    void otherReasonsToo() {
        assertEquals(
                "Give this server an address where it can listen.",
                ListenFailureAnalyzer.action("listen on /run/x failed: Path is too long"));
        assertEquals(
                "Give this server a port of 1024 or above, or a path where it may write, or give the application the"
                        + " permission.",
                ListenFailureAnalyzer.action("listen on 127.0.0.1:80 failed: Permission denied"));
    }
}
