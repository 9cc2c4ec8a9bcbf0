package io.nagare.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Async;
import io.nagare.Inlet;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.Watch;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.sync.Barrier;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.Exclusive;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.Scope;
import io.nagare.sync.TaskTracker;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of TCK classes against the library's public methods, so that neither is forgotten. */
class CoverageTest {

    /** Whose public methods that give a stream must each have a TCK class. */
    private static final List<Class<?>> TYPES = List.of(
            Many.class,
            One.class,
            AsyncDirectory.class,
            AsyncFile.class,
            AsyncPath.class,
            Barrier.class,
            Broadcast.class,
            CancellationToken.class,
            Exclusive.class,
            Inlet.class,
            JoinSet.class,
            Mpsc.class,
            Notify.class,
            OnceCell.class,
            Oneshot.class,
            PacedBroadcast.class,
            Permits.class,
            ReadWrite.class,
            Scope.class,
            TaskTracker.class,
            Watch.class);

    /** What the TCK has nothing to say about. */
    private static final Set<String> NOTHING_TO_VERIFY = Set.of(
            "Many.never()", // sends nothing; RulesTest has it
            "One.never()",
            "Many.self()", // the same object
            "One.self()");

    @Test
    void everySourceAndOperatorHasATckClass() {
        Set<String> covered = Covered.ENTRIES.stream().map(Covered.Entry::method).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(publicStreams());
        missing.removeAll(covered);
        missing.removeAll(NOTHING_TO_VERIFY);
        assertEquals(Set.of(), missing, "public methods without a TCK class: add one, and list it in Covered");
    }

    @Test
    void everyTckClassIsListed() throws Exception {
        Path classes = Path.of(Tck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> listed = Covered.ENTRIES.stream().map(entry -> entry.tck().getName()).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(classes.resolve("io/nagare/tck"))) {
            Set<String> unlisted = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("TckTest.class"))
                    .map(name -> "io.nagare.tck." + name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !listed.contains(name) && isPublisherVerification(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), unlisted, "TCK classes that are not listed in Covered");
        }
    }

    @Test
    void noMethodIsListedThatDoesNotExist() {
        Set<String> existing = publicStreams();
        Set<String> gone = Covered.ENTRIES.stream()
                .map(Covered.Entry::method)
                .filter(method -> TYPES.stream().anyMatch(type -> method.startsWith(type.getSimpleName() + ".")))
                .filter(method -> !existing.contains(method))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), gone, "listed in Covered, but not public any more");
        assertTrue(existing.size() > 100, "reflection found only " + existing.size() + " methods");
    }

    private static boolean isPublisherVerification(String name) {
        try {
            return Tck.class.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The public methods that give a stream. */
    private static Set<String> publicStreams() {
        Set<String> streams = new TreeSet<>();
        for (Class<?> type : TYPES) {
            for (Method method : type.getMethods()) {
                if (Async.class.isAssignableFrom(method.getReturnType())
                        || (method.getDeclaringClass() == Async.class && isOfSelfType(method))) {
                    streams.add(signature(type, method));
                }
            }
        }
        return streams;
    }

    private static boolean isOfSelfType(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && method.getGenericReturnType().getTypeName().equals("S");
    }

    private static String signature(Class<?> type, Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", type.getSimpleName() + "." + method.getName() + "(", ")"));
    }
}
