package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures that nobody waits for, in a program without a handler of its own. With a provider of SLF4J they are only
 * logged. Without one they go to standard error.
 */
class UnseenFailuresTest {

    private static final String SUBSCRIPTION = "IllegalStateException: of a subscription";
    private static final String TASK = "IllegalStateException: of a task";

    @TempDir
    private Path directory;

    @Test
    void withoutAProviderTheyGoToStandardError() throws Exception {
        String said = errorsOf(withoutProvider());
        assertTrue(said.contains("No SLF4J providers were found"), said);
        assertTrue(said.contains("nagare: "), said);
        for (String failure : new String[] {SUBSCRIPTION, TASK}) {
            assertEquals(1, times(failure, said), said);
        }
        assertTrue(said.contains("\tat " + Child.class.getName()), said);
    }

    @Test
    void withAProviderTheyAreLoggedOnly() throws Exception {
        String said = errorsOf(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        assertTrue(said.contains("ERROR " + Schedulers.class.getName()), said);
        for (String failure : new String[] {SUBSCRIPTION, TASK}) {
            assertEquals(1, times(failure, said), said);
        }
        assertEquals(0, times("nagare: ", said), said);
    }

    /** Returns the class path without the logger, so without a provider. */
    private static String withoutProvider() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.contains("slf4j-simple"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String errorsOf(String classPath) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(java, "-Xlog:disable", "-cp", classPath, Child.class.getName())
                .redirectError(errors.toFile())
                .start();
        try (InputStream output = child.getInputStream()) {
            assertEquals("done", new String(output.readAllBytes(), StandardCharsets.UTF_8).strip());
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
        } finally {
            child.destroyForcibly();
        }
        return Files.readString(errors);
    }

    private static int times(String part, String text) {
        return (int) text.lines().filter(line -> line.contains(part)).count();
    }

    /** A program with failures that nobody waits for. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            Many.error(new IllegalStateException("of a subscription")).subscribe(item -> {});
            try (Nagare own = Nagare.multiThread().workers(1).start()) {
                CountDownLatch ran = new CountDownLatch(1);
                own.spawn((Callable<Object>) () -> {
                    ran.countDown();
                    throw new IllegalStateException("of a task");
                });
                ran.await();
            }
            System.out.println("done");
        }
    }
}
