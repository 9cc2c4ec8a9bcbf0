package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.examples.Attack.Attackers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three servers under attack. After each attack a new client is served, and all sockets of the attack are closed.
 * The build plays one round. {@code nagare.soak.minutes} says for how long to go on; then the figures of each round are
 * printed.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ServerSoakTest {

    private static final long MINUTES = Long.getLong("nagare.soak.minutes", 0);
    private static final int RECOVERY_SECONDS = 30;

    @TempDir
    Path directory;

    private final long start = System.nanoTime();
    private final ExecutorService threads = Executors.newFixedThreadPool(20);

    @Test
    void eachServerRecoversFromEachAttack() throws Exception {
        assumeTrue(runs("strace", "-V") && runs("prlimit", "--version"), "there is no strace or no prlimit");
        Path file = Files.write(directory.resolve("file"), new byte[300_000]);
        List<AttackedServer> servers = new ArrayList<>();
        try {
            for (String example : List.of("echo", "chat", "file")) {
                servers.add(new AttackedServer(example, file));
            }
            List<Attackers> attackers = servers.stream().map(server -> new Attackers(threads)).toList();
            List<Integer> atRest = new ArrayList<>();
            for (AttackedServer server : servers) {
                assertTrue(server.serves(20_000), server.example());
                server.heap();
                atRest.add(server.sockets());
                print("at rest", server, 0);
            }
            int rounds = 0;
            do {
                rounds++;
                for (int i = 0; i < servers.size(); i++) {
                    for (Attack attack : Attack.values()) {
                        attack.run(servers.get(i), attackers.get(i));
                        assertRecovers(servers.get(i), attack, atRest.get(i));
                    }
                    assertEquals(
                            rounds * Attack.SIZE_OF_CROWD,
                            attackers.get(i).servedSoFar(),
                            servers.get(i).example());
                    print("after a round", servers.get(i), attackers.get(i).servedSoFar());
                }
            } while (System.nanoTime() - start < TimeUnit.MINUTES.toNanos(MINUTES));
        } finally {
            for (AttackedServer server : servers) {
                server.close();
            }
            threads.shutdown();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void assertRecovers(AttackedServer server, Attack attack, int atRest) throws Exception {
        String name = server.example() + " after " + attack;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
        while (!server.serves(2000)) {
            assertTrue(server.isAlive(), name + " has ended");
            assertTrue(System.nanoTime() < end, name + " serves nobody any more");
        }
        while (server.sockets() > atRest) {
            assertTrue(System.nanoTime() < end, name + " has " + server.sockets() + " sockets, " + atRest + " before");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void print(String when, AttackedServer server, int served) throws Exception {
        if (MINUTES > 0) {
            System.out.printf(
                    "%4d s, %s: %s, %d descriptors (%d sockets), %d threads, %d KiB of heap, %d of a crowd served%n",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    server.example(),
                    when,
                    server.descriptors(),
                    server.sockets(),
                    server.threads(),
                    server.heap(),
                    served);
        }
    }
}
