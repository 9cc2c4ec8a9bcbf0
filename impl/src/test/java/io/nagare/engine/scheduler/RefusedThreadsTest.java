package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Nagare;
import io.nagare.One;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The system refuses threads. Then the start of a runtime fails with the reason. Once the system gives threads again, a
 * runtime starts as usual.
 */
@EnabledOnOs(OS.LINUX)
class RefusedThreadsTest {

    @Test
    void startingFailsAndCanBeTriedAgainAndClosingNeedsNoThread() throws Exception {
        assumeTrue(isThere("strace"), "strace is not here");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        java,
                        "-Xlog:disable",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("ready", output.readLine());
            Process strace = new ProcessBuilder(
                            "strace", "-f", "-o", "/dev/null", "-p", "" + child.pid(), "-e",
                            "inject=clone,clone3:error=EAGAIN")
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(strace.getErrorStream(), StandardCharsets.UTF_8))) {
                String line = said.readLine();
                assumeTrue(line != null && line.contains("attached"), () -> "strace may not attach here: " + line);
                child.getOutputStream().write('\n');
                child.getOutputStream().flush();
                assertEquals(
                        "closed true, default refused, own could not be started: the system gave 0 of 2 workers'"
                                + " threads",
                        output.readLine());
            } finally {
                strace.destroy();
                assertTrue(strace.waitFor(20, TimeUnit.SECONDS));
            }
            child.getOutputStream().write('\n');
            child.getOutputStream().flush();
            assertEquals("default 3, own 4", output.readLine());
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "-V")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Starts runtimes when a line comes, first without and then with threads. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            Nagare early = Nagare.multiThread().name("early").workers(2).start();
            System.out.println("ready");
            System.in.read();
            System.out.print("closed " + early.close(Duration.ofSeconds(20)) + ", ");
            System.out.println(
                    "default " + tried(() -> "" + Nagare.current().blockOn(One.just(3))) + ", " + tried(Child::own));
            System.in.read();
            System.out.println("default " + tried(() -> "" + Nagare.current().blockOn(One.just(3))) + ", own "
                    + tried(Child::own));
        }

        private static String own() throws Exception {
            try (Nagare own = Nagare.multiThread().name("own").workers(2).start()) {
                return "" + own.blockOn(One.fromCallable(() -> 4));
            }
        }

        private static String tried(Callable<String> work) throws Exception {
            try {
                return work.call();
            } catch (IllegalStateException refused) {
                String why = String.valueOf(refused.getMessage());
                return why.startsWith("own") ? why : "refused";
            }
        }
    }
}
