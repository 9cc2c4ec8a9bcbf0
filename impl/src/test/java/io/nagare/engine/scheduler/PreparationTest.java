package io.nagare.engine.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.engine.EngineRuntime;
import io.nagare.engine.memory.EngineClasses;
import io.nagare.engine.poll.Rehearsal;
import io.nagare.engine.stage.transform.MapSubscriber;
import io.nagare.engine.stage.window.WindowSubscriber;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first runtime of a process does not wait for what is needed only when memory has run out. */
class PreparationTest {

    private static final Pattern LOADED = Pattern.compile("\\[(\\d+)] (\\S+) source:.*");

    /** One of the classes that are loaded last. */
    private static final String LAST = "io.nagare.policy.Sharing$Laggards";

    @TempDir
    private Path directory;

    private int archives;

    @Test
    void anotherThreadLoadsTheClassesForFullHeaps() throws Exception {
        Map<String, String> threads = threadsThatLoaded();
        String main = threads.get(EngineRuntime.class.getName());
        assertEquals(main, threads.get(Rehearsal.class.getName()));
        assertNotEquals(main, threads.get(LAST));
        for (List<String> names : List.of(EngineClasses.OF_ENGINE, EngineClasses.OF_LANGUAGE)) {
            names.forEach(name -> assertTrue(threads.containsKey(name), name));
        }
    }

    @Test
    void noProviderOfLoggersIsLookedFor() throws Exception {
        assertFalse(threadsThatLoaded().containsKey("org.slf4j.helpers.NOP_FallbackServiceProvider"));
    }

    @Test
    void compilingLoadsTheSubscribersOfTheProgramOnly() throws Exception {
        Map<String, String> threads = threadsThatLoaded();
        assertTrue(threads.containsKey(MapSubscriber.class.getName()));
        assertFalse(threads.containsKey(WindowSubscriber.class.getName()));
    }

    /** The thread that has loaded each class of a program that starts a runtime and waits for the preparation. */
    private Map<String, String> threadsThatLoaded() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringBuilder path = new StringBuilder();
        for (String entry : classPath.split(File.pathSeparator)) {
            path.append(Files.isDirectory(Path.of(entry)) ? archive(Path.of(entry)) : entry)
                    .append(File.pathSeparatorChar);
        }
        Process child = new ProcessBuilder(
                        java, "-Xshare:auto", "-Xlog:class+load:stdout:tid", "-cp", path.toString(),
                        Child.class.getName())
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

    private Path archive(Path classes) throws IOException {
        Path archive = directory.resolve(archives++ + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
        return archive;
    }

    /** A program that starts a runtime and runs one stage. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
                runtime.blockOn(Many.just(1, 2).map(item -> item + 1).last());
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals("nagare-preparation")) {
                        thread.join();
                    }
                }
            }
        }
    }
}
