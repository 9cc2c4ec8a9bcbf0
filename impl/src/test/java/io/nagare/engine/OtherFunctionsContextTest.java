package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.channel.Broadcast;
import io.nagare.policy.Lag;
import io.nagare.policy.Memory;
import io.nagare.policy.Repeat;
import io.nagare.policy.Retry;
import io.nagare.sync.Exclusive;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/**
 * Functions of policies, channels, locks and scopes find the task locals of the stream that calls them. Other functions
 * of the public interfaces are listed with the reason, so that the test notices a new one.
 */
class OtherFunctionsContextTest {

    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    private static final Set<String> CALLED_OUTSIDE_OF_STREAMS = Set.of(
            // The method's caller calls these before the method returns.
            "Watch.modify",
            "Pipe.of",
            "Retry.pause",
            // A bridge calls this, and its task finds what it was bound to.
            "TaskLocal.bound",
            // A task calls these without a stream around it.
            "Nagare.spawn",
            "Nagare.spawnBlocking",
            // The thread with an unseen failure calls this.
            "NagareBuilder.onUnseenFailure",
            // Only the library itself implements these.
            "Engine.publish",
            "SynchronizationEngine.scoped");

    private final Set<String> found = new TreeSet<>();

    private String note(String function) {
        found.add(function + " " + REQUEST.getOr("none"));
        return function;
    }

    private Map<String, Publisher<?>> programs() {
        Map<String, Publisher<?>> programs = new LinkedHashMap<>();
        programs.put("Retry.when", Many.error(() -> new IllegalStateException("planted"))
                .retry(Retry.times(1).when(failure -> note("Retry.when") == null))
                .onErrorComplete());
        programs.put("Repeat.when", Many.just(1).repeat(Repeat.forever().when(() -> note("Repeat.when") == null)));
        One<Integer> remembered = One.just(1)
                .hide()
                .memoize(Memory.<Integer>forever().invalidIf(value -> note("Memory.invalidIf") == null));
        programs.put("Memory.invalidIf", remembered.thenMany(remembered));
        Exclusive<String> exclusive = Exclusive.of("value");
        programs.put("Exclusive.withLock", exclusive.withLock(guard -> One.just(note("Exclusive.withLock"))));
        programs.put(
                "Exclusive.withLockMany", exclusive.withLockMany(guard -> Many.just(note("Exclusive.withLockMany"))));
        ReadWrite<String> readWrite = ReadWrite.of("value");
        programs.put(
                "ReadWrite.withReadLock", readWrite.withReadLock(value -> One.just(note("ReadWrite.withReadLock"))));
        programs.put(
                "ReadWrite.withReadLockMany",
                readWrite.withReadLockMany(value -> Many.just(note("ReadWrite.withReadLockMany"))));
        programs.put(
                "ReadWrite.withWriteLock", readWrite.withWriteLock(guard -> One.just(note("ReadWrite.withWriteLock"))));
        programs.put(
                "ReadWrite.withWriteLockMany",
                readWrite.withWriteLockMany(guard -> Many.just(note("ReadWrite.withWriteLockMany"))));
        programs.put("Scope.open", Scope.open(scope -> One.just(note("Scope.open"))));
        programs.put(
                "a task of a scope",
                Scope.open(scope -> scope.spawn(One.fromCallable(() -> note("a task of a scope")))));
        programs.put("a blocking job", One.blocking(() -> note("a blocking job")));
        programs.put("Lag.skip", lagged(room -> room.receiver(Lag.skip(missed -> note("Lag.skip")))));
        programs.put("Broadcast.receiver", lagged(room -> room.receiver(missed -> note("Broadcast.receiver"))));
        return programs;
    }

    /** Returns a receiver's first item. The receiver has missed items before it requests any. */
    private static Many<String> lagged(Function<Broadcast<String>, Many<String>> receiver) {
        Broadcast<String> room = Broadcast.lagging(1);
        return Many.merge(
                receiver.apply(room).take(1),
                Many.range(0, 9).doOnNext(i -> room.send("value " + i)).then().toMany().map(nothing -> ""));
    }

    @Test
    void theyFindTheLocals() {
        Map<String, Publisher<?>> programs = programs();
        try (Nagare runtime = Nagare.multiThread().workers(1).name("context").start()) {
            programs.forEach((name, program) -> runtime.blockOn(
                    Many.<Object>from(program).contextWrite(REQUEST, "r-17").then(), Duration.ofSeconds(20)));
        }
        assertEquals(
                programs.keySet().stream().map(name -> name + " r-17").collect(Collectors.toCollection(TreeSet::new)),
                found);
    }

    @Test
    void noneIsMissing() {
        Set<String> taking = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.nagare", "io.nagare.policy", "io.nagare.sync", "io.nagare.channel")
                        .stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> Set.of("io.nagare", "io.nagare.policy", "io.nagare.sync", "io.nagare.channel")
                                .contains(type.getPackageName()))
                        .filter(type -> !Set.of(
                                        "Many",
                                        "One",
                                        "Async",
                                        "ByteStream",
                                        "ByteOperators",
                                        "Combine",
                                        "Divisible",
                                        "Reducible")
                                .contains(type.getSimpleName()))
                        .flatMap(OtherFunctionsContextTest::withFunctions)
                        .collect(Collectors.toCollection(TreeSet::new));
        taking.removeAll(CALLED_OUTSIDE_OF_STREAMS);
        taking.removeAll(programs().keySet());
        assertEquals(Set.of(), taking);
    }

    private static Stream<String> withFunctions(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(OtherFunctionsContextTest::takesAFunction)
                .map(method -> type.getSimpleName() + "." + method.getName())
                .distinct();
    }

    private static boolean takesAFunction(JavaMethod method) {
        return Stream.of(method.reflect().getParameterTypes())
                .anyMatch(type -> type.getName().startsWith("java.") && Calls.isFunction(type));
    }
}
