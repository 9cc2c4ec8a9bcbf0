package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.memory.EngineClasses;
import io.nagare.engine.memory.MemoryReserve;
import io.nagare.engine.poll.Rehearsal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first runtime of a process starts without waiting for what is needed only when something has run out. */
class PreparationTest {

    private static final Pattern LOADED = Pattern.compile("\\[(\\d+)] (\\S+) source:.*");

    @Test
    void anotherThreadMakesTheProcessReady() throws Exception {
        Map<String, String> threads = threadsThatLoaded();
        String main = threads.get(EngineRuntime.class.getName());
        for (Class<?> late : List.of(Rehearsal.class, EngineClasses.class, MemoryReserve.class)) {
            assertTrue(threads.containsKey(late.getName()), late.getName());
            assertNotEquals(main, threads.get(late.getName()), late.getName());
        }
        for (List<String> names : List.of(EngineClasses.OF_ENGINE, EngineClasses.OF_LANGUAGE)) {
            names.forEach(name -> assertTrue(threads.containsKey(name), name));
        }
    }

    @Test
    void noProviderOfLoggersIsLookedFor() throws Exception {
        assertFalse(threadsThatLoaded().containsKey("org.slf4j.helpers.NOP_FallbackServiceProvider"));
    }

    /** The thread that has loaded each class of a program that starts a runtime and waits for the preparation. */
    private static Map<String, String> threadsThatLoaded() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(
                        java, "-Xshare:auto", "-Xlog:class+load:stdout:tid", "-cp", classPath, Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> threads = new HashMap<>();
        try (InputStream output = child.getInputStream()) {
            for (String line : new String(output.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                Matcher matcher = LOADED.matcher(line);
                if (matcher.matches()) {
                    threads.put(matcher.group(2), matcher.group(1));
                }
            }
            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, child.exitValue());
        } finally {
            child.destroyForcibly();
        }
        return threads;
    }

    /** A program that starts a runtime. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals("nagare-preparation")) {
                        thread.join();
                    }
                }
            }
        }
    }
}
