package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a server's system calls fail, it does not spin. When they succeed again, it serves and has closed everything.
 */
@EnabledOnOs(OS.LINUX)
class SystemFaultTest {

    private static final int CLIENTS = 20;
    private static final int PATIENCE_MILLIS = 100;

    private FaultyServerProcess server;
    private int atRest;

    @BeforeEach
    void listen() throws Exception {
        server = FaultyServerProcess.listen("-XX:-MaxFDLimit", "-Dnagare.test.tells=true");
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private static void assumeThereIs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assumeTrue(
                    process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0,
                    () -> command[0] + " is refused here");
        } catch (IOException | InterruptedException missing) {
            assumeTrue(false, command[0] + " is not here");
        }
    }

    /** Each string has two sets of calls, each with the error that every third call gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accept,accept4:ECONNABORTED read,recvfrom:ECONNRESET",
                "accept,accept4:EMFILE write,sendto:EPIPE",
                "accept,accept4:ENOMEM epoll_wait,epoll_pwait:EINTR",
                "accept,accept4:EPROTO shutdown:ENOTCONN"
            })
    void aServerRecovers(String faults) throws Exception {
        assumeThereIs("strace", "-V");
        server.accept();
        assertTrue(server.isEchoed(10_000));
        atRest = server.sockets();
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null", "-p", "" + server.pid()));
        for (String fault : faults.split(" ")) {
            String calls = fault.substring(0, fault.indexOf(':'));
            String error = fault.substring(fault.indexOf(':') + 1);
            command.add("-e");
            command.add("inject=" + calls + ":error=" + error + ":when=2+3");
        }
        Process strace = new ProcessBuilder(command).start();
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(strace.getErrorStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            assumeTrue(line != null && line.contains("attached"), () -> "strace may not attach here: " + line);
            for (int i = 0; i < CLIENTS; i++) {
                server.isEchoed(PATIENCE_MILLIS);
            }
        } finally {
            strace.destroy();
            assertTrue(strace.waitFor(20, TimeUnit.SECONDS));
        }
        server.assertServesAndKeepsNothing(atRest, 10);
    }

    @Test
    void aWorkerDoesNotSpinWhilePollingFails() throws Exception {
        assumeThereIs("strace", "-V");
        server.accept();
        assertTrue(server.isEchoed(10_000));
        atRest = server.sockets();
        Process strace = new ProcessBuilder(
                        "strace", "-f", "-o", "/dev/null", "-p", "" + server.pid(), "-e",
                        "inject=epoll_wait,epoll_pwait:error=EBADF")
                .start();
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(strace.getErrorStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            assumeTrue(line != null && line.contains("attached"), () -> "strace may not attach here: " + line);
            server.isEchoed(PATIENCE_MILLIS);
            Duration before = server.info().totalCpuDuration().orElse(Duration.ZERO);
            strace.waitFor(1, TimeUnit.SECONDS);
            Duration used = server.info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
            assertTrue(used.toMillis() < 500, "a second took " + used.toMillis() + " ms of the processors");
        } finally {
            strace.destroy();
            assertTrue(strace.waitFor(20, TimeUnit.SECONDS));
        }
        server.assertServesAndKeepsNothing(atRest, 10);
    }

    /** The first wait for a connection registers the socket, and the registration opens a selector. */
    @Test
    @Timeout(60)
    void aListenerThatFindsNoDescriptorForItsFirstWaitGoesOn() throws Exception {
        assumeThereIs("prlimit", "--version");
        assertEquals(0, limitTo(server.descriptors()));
        server.accept();
        String told = server.nextLine();
        assertTrue(told.startsWith("listener "), told);
        assertEquals(0, limitTo(1024));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!server.isEchoed(1000)) {
            assertTrue(System.nanoTime() < end, "nobody is served any more");
        }
    }

    private int limitTo(int descriptors) throws Exception {
        return new ProcessBuilder("prlimit", "--pid", "" + server.pid(), "--nofile=" + descriptors + ":")
                .start()
                .waitFor();
    }

    /**
     * The descriptors run out before accepting begins. A program with its listener needs only the descriptors of its
     * connections.
     */
    @Test
    void descriptorsThatRunOutBeforeTheFirstCloseComeBack() throws Exception {
        assumeThereIs("prlimit", "--version");
        atRest = server.sockets();
        assertEquals(0, limitTo(server.descriptors() + 5));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(server.connect());
        }
        server.accept();
        for (Socket client : clients) {
            client.close();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!server.isEchoed(1000)) {
            assertTrue(System.nanoTime() < end, "nobody is served any more");
        }
        assertEquals(0, limitTo(1024));
        server.assertServesAndKeepsNothing(atRest, 10);
    }
}
