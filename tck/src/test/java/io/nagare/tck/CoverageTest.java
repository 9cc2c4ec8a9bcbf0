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
import io.nagare.channels.Delivery;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.http.Http;
import io.nagare.http.Request;
import io.nagare.http.Response;
import io.nagare.kotlin.KotlinNagare;
import io.nagare.mutiny.MutinyNagare;
import io.nagare.nats.NatsBroadcast;
import io.nagare.nats.NatsChannels;
import io.nagare.nats.NatsQueue;
import io.nagare.nats.NatsWatch;
import io.nagare.process.Child;
import io.nagare.process.ChildInput;
import io.nagare.process.Command;
import io.nagare.process.Pipeline;
import io.nagare.process.Signals;
import io.nagare.process.StandardStreams;
import io.nagare.reactor.ReactorNagare;
import io.nagare.redis.RedisBroadcast;
import io.nagare.redis.RedisChannels;
import io.nagare.redis.RedisQueue;
import io.nagare.rxjava.RxJavaNagare;
import io.nagare.stage.Programs;
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
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.CorePublisher;

/** Compares the tables with the library's public methods, so that no method is forgotten. */
class CoverageTest {

    /** Each public method of these types that returns a stream must have a row. */
    private static final List<Class<?>> TYPES = List.of(
            Many.class,
            One.class,
            AsyncDirectory.class,
            AsyncFile.class,
            AsyncPath.class,
            Barrier.class,
            Broadcast.class,
            CancellationToken.class,
            Child.class,
            ChildInput.class,
            Codec.class,
            Command.class,
            Delivery.class,
            Exclusive.class,
            Framed.class,
            Http.class,
            Inlet.class,
            JoinSet.class,
            KotlinNagare.class,
            Mpsc.class,
            MutinyNagare.class,
            NatsBroadcast.class,
            NatsChannels.class,
            NatsQueue.class,
            NatsWatch.class,
            Notify.class,
            OnceCell.class,
            Oneshot.class,
            PacedBroadcast.class,
            Permits.class,
            Pipeline.class,
            Programs.class,
            ReactorNagare.class,
            ReadWrite.class,
            RedisBroadcast.class,
            RedisChannels.class,
            RedisQueue.class,
            Request.class,
            Response.class,
            RxJavaNagare.class,
            Scope.class,
            Signals.class,
            StandardStreams.class,
            TaskTracker.class,
            Watch.class);

    /** What other libraries call a stream. */
    private static final List<Class<?>> THEIRS = List.of(
            CorePublisher.class,
            Flowable.class,
            Observable.class,
            Maybe.class,
            Single.class,
            Completable.class,
            Multi.class,
            Uni.class);

    /** Methods about which the TCK has no rule to verify. */
    private static final Set<String> NOTHING_TO_VERIFY = Set.of(
            "Many.never()", // sends nothing; RulesTest has it
            "One.never()");

    @Test
    void everySourceAndOperatorHasARow() {
        Set<String> missing = new TreeSet<>(publicStreams());
        missing.removeAll(listed());
        missing.removeAll(NOTHING_TO_VERIFY);
        assertEquals(Set.of(), missing, "public methods without a row: add one to the table of their concept");
    }

    @Test
    void everyTableIsListed() throws Exception {
        Path classes = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> listed = Tables.ALL.stream().map(table -> table.getClass().getName()).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(classes.resolve("io/nagare/tck"))) {
            Set<String> unlisted = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> "io.nagare.tck." + name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !listed.contains(name) && isTable(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), unlisted, "tables that are not listed in Tables");
        }
    }

    @Test
    void noTwoRowsHaveTheSameName() {
        List<String> names = Tables.rows().map(Row::toString).toList();
        Set<String> twice = names.stream()
                .filter(name -> Collections.frequency(names, name) > 1)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), twice, "rows that a failure could not tell apart: give them names");
    }

    @Test
    void noMethodIsListedThatDoesNotExist() {
        Set<String> existing = publicStreams();
        Set<String> gone = listed().stream()
                .filter(method -> TYPES.stream().anyMatch(type -> method.startsWith(type.getSimpleName() + ".")))
                .filter(method -> !existing.contains(method))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), gone, "in a table, but not public any more");
        assertTrue(existing.size() > 100, "reflection found only " + existing.size() + " methods");
    }

    private static boolean isTable(String name) {
        try {
            Class<?> type = Class.forName(name);
            return Table.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Returns the methods with a row. */
    private static Set<String> listed() {
        return Tables.rows().flatMap(row -> row.methods().stream()).collect(Collectors.toSet());
    }

    /** Returns the public methods that return a stream, ours or another library's. */
    private static Set<String> publicStreams() {
        Set<String> streams = new TreeSet<>();
        for (Class<?> type : TYPES) {
            for (Method method : type.getMethods()) {
                if (method.isSynthetic()) {
                    continue; // Kotlin's, for arguments that are left out
                }
                if (Async.class.isAssignableFrom(method.getReturnType())
                        || THEIRS.stream().anyMatch(theirs -> theirs.isAssignableFrom(method.getReturnType()))
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
