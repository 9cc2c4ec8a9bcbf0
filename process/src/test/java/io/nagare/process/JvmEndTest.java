package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.process.fixture.Jvm;
import io.nagare.process.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of children when their JVM ends without closing the runtime. */
class JvmEndTest {

    private static final String SLEEP = "exec sleep 1000";

    /** Starts a child with a script, prints its number, and ends as the first argument says. */
    static final class Parent {

        private static Child child;

        public static void main(String[] arguments) throws InterruptedException {
            child = Command.of("sh", "-c", arguments[1])
                    .stdout(ChildStream.discarded())
                    .stderr(ChildStream.discarded())
                    .start()
                    .block();
            if (arguments.length > 2) {
                while (!Files.exists(Path.of(arguments[2]))) {
                    Thread.sleep(1);
                }
            }
            System.out.println(child.pid());
            switch (arguments[0]) {
                case "exit" -> System.exit(3);
                case "throw" -> throw new IllegalStateException("uncaught");
                case "wait" -> Thread.sleep(100_000);
                case "keep" -> child.keepRunning();
                default -> {
                    // It returns.
                }
            }
        }
    }

    /** Runs a parent; returns the number of its child. A parent that waits is sent a TERM. */
    private static long run(int code, String... arguments) {
        List<String> lines = new ArrayList<>();
        ExitStatus status = Jvm.command(Parent.class, arguments)
                .stdout(ChildStream.piped())
                .stderr(ChildStream.discarded())
                .runningOne(parent -> parent.stdout()
                        .lines()
                        .doOnNext(lines::add)
                        .doOnNext(line -> {
                            if (arguments[0].equals("wait")) {
                                parent.terminate();
                            }
                        })
                        .then()
                        .then(parent.exit()))
                .block();
        assertEquals(code, status.code());
        return Long.parseLong(lines.get(0));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"return, 0", "exit, 3", "throw, 1", "wait, 143"})
    void aChildEndsWithTheJvm(String end, int code) {
        long pid = run(code, end, SLEEP);
        try {
            assertTrue(Shell.await(() -> !Shell.isAlive(pid)), "the child is still there");
        } finally {
            kill(pid);
        }
    }

    @Test
    void aChildThatIsKeptRunningGoesOn() {
        long pid = run(0, "keep", SLEEP);
        assertTrue(Shell.isAlive(pid));
        kill(pid);
    }

    @Test
    void aChildIsAskedBeforeItIsKilled(@TempDir Path directory) throws IOException {
        Path ready = directory.resolve("ready");
        Path tidied = directory.resolve("tidied");
        long pid = run(
                0,
                "return",
                "trap 'echo tidied > " + tidied + "; exit' TERM; : > " + ready + "; while :; do sleep 0.01; done",
                ready.toString());
        assertTrue(Shell.await(() -> !Shell.isAlive(pid)), "the child is still there");
        assertEquals("tidied\n", Files.readString(tidied));
    }

    @Test
    void aChildThatDoesNotListenIsKilled(@TempDir Path directory) {
        Path ready = directory.resolve("ready");
        long pid = run(
                0, "return", "trap '' TERM; : > " + ready + "; while :; do sleep 0.01; done", ready.toString());
        try {
            assertTrue(Shell.await(() -> !Shell.isAlive(pid)), "the child is still there");
        } finally {
            kill(pid);
        }
    }
}
