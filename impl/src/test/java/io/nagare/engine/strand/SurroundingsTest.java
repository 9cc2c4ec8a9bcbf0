package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.nagare.failure.StageTrace;
import io.nagare.policy.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stage changes for everything upstream of it: local values, the fate of lost items, and names. */
@Timeout(30)
class SurroundingsTest {

    private static final TaskLocal<String> USER = TaskLocal.named("user");

    private final Nagare runtime = Nagare.multiThread().workers(2).start();

    @AfterEach
    void close() {
        runtime.close();
    }

    private static String user() {
        return USER.getOr("nobody");
    }

    @Test
    void aLocalIsSeenUpstreamAndNotDownstream() {
        List<String> seen = new ArrayList<>();
        Many.range(0, 1)
                .doOnNext(n -> seen.add("above " + user()))
                .contextWrite(USER, "ann")
                .doOnNext(n -> seen.add("below " + user()))
                .doOnComplete(() -> seen.add("end " + user()))
                .subscribe(n -> seen.add("subscriber " + user()));
        assertEquals(List.of("above ann", "below nobody", "subscriber nobody", "end nobody"), seen);
        assertNull(USER.get());
    }

    @Test
    void theNearestWriteUpstreamWins() {
        assertEquals(
                List.of("bob", "ann"),
                runtime.blockOn(Many.defer(() -> Many.just(user()))
                        .contextWrite(USER, "bob")
                        .concatWith(Many.defer(() -> Many.just(user())))
                        .contextWrite(USER, "ann")
                        .collectList()));
    }

    @Tag("case-40")
    @Test
    void aLocalIsSeenInEveryFunctionOnEveryStrand() {
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<String> last = new CompletableFuture<>();
        AtomicBoolean failed = new AtomicBoolean();
        Supplier<Many<String>> inner = () -> Many.fromCallable(() -> "inner " + user());
        One<List<String>> program = Many.fromCallable(() -> "source " + user())
                .runOn(runtime)
                .mapParallel(2, s -> s + ", parallel " + user())
                .flatMap(s -> inner.get().map(t -> s + ", " + t))
                .map(s -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("once");
                    }
                    return s;
                })
                .retry(1)
                .doOnRequest(n -> seen.add("request " + user()))
                .doFinally(end -> last.complete("finally " + user()))
                .contextWrite(USER, "ann")
                .collectList();
        assertEquals(List.of("source ann, parallel ann, inner ann"), runtime.blockOn(program));
        assertEquals(List.of("request ann"), seen);
        assertEquals("finally ann", last.join());
    }

    @Test
    void aLocalIsSeenAfterATimer() {
        One<String> program = One.delay(Duration.ofMillis(1))
                .then(One.fromCallable(SurroundingsTest::user))
                .contextWrite(USER, "ann");
        assertEquals("ann", runtime.blockOn(program));
    }

    @Tag("case-40")
    @Test
    void aLocalIsSeenInARetryAfterAWait() {
        AtomicBoolean failed = new AtomicBoolean();
        Duration wait = Duration.ofMillis(1);
        One<String> program = One.fromCallable(() -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("once");
                    }
                    return user();
                })
                .retry(Retry.times(1).backoff(wait, wait))
                .contextWrite(USER, "ann");
        assertEquals("ann", runtime.blockOn(program));
    }

    @Test
    void aLocalIsSeenWhereAResourceIsUsedAndReleased() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Many<String> program = Many.usingWhen(
                One.blocking(() -> "r"),
                r -> {
                    seen.add("use " + user());
                    return Many.just(1, 2).map(n -> user());
                },
                r -> One.fromRunnable(() -> seen.add("complete " + user())),
                (r, failure) -> One.fromRunnable(() -> seen.add("error " + user())),
                r -> One.fromRunnable(() -> seen.add("cancel " + user())));
        assertEquals(List.of("ann", "ann"), runtime.blockOn(program.contextWrite(USER, "ann").collectList()));
        assertEquals(List.of("ann"), runtime.blockOn(program.contextWrite(USER, "ann").take(1).collectList()));
        assertEquals(List.of("use ann", "complete ann", "use ann", "cancel ann"), seen);
    }

    @Tag("case-40")
    @Test
    void aLocalIsSeenInTheFallbackOfATimeout() {
        One<String> program = One.<String>never()
                .timeout(Duration.ofMillis(1))
                .onErrorResume(late -> One.fromCallable(SurroundingsTest::user))
                .contextWrite(USER, "ann");
        assertEquals("ann", runtime.blockOn(program));
    }

    @Test
    void aSubscriptionMadeInAFunctionHasNoneOfItsOwn() {
        List<String> seen = new ArrayList<>();
        Many.just("x")
                .doOnNext(x -> {
                    Many.just("y").subscribe(y -> seen.add(user()));
                    seen.add(user());
                })
                .contextWrite(USER, "ann")
                .subscribe(x -> {});
        assertEquals(List.of("nobody", "ann"), seen);
    }

    @Test
    void aSpawnedTaskHasNoneOfItsOwn() {
        One<String> program = One.fromCallable(() -> runtime.spawn(One.fromCallable(SurroundingsTest::user)))
                .flatMap(task -> task)
                .contextWrite(USER, "ann");
        assertEquals("nobody", runtime.blockOn(program));
    }

    @Test
    void lostItemsGoToTheActionOfTheirType() {
        List<Object> lost = new ArrayList<>();
        List<Object> taken = new ArrayList<>();
        Many<Integer> waiting = Many.zip(Many.range(0, 4).filter(any -> true), Many.<Integer>never(), (a, b) -> a)
                .doOnDiscard(String.class, s -> lost.add("wrong"))
                .doOnDiscard(Integer.class, lost::add);
        waiting.mergeWith(Many.just(9)).take(1).subscribe(taken::add);
        assertEquals(List.of(0, 1, 2, 3), lost);
        assertEquals(List.of(9), taken);
    }

    @Test
    void theNearestActionIsCalledAndInPlaceOfClosing() {
        List<String> events = new ArrayList<>();
        AutoCloseable resource = () -> events.add("closed");
        Many<AutoCloseable> waiting = Many.zip(Many.just(resource).filter(any -> true), Many.never(), (a, b) -> a);
        Many<AutoCloseable> failing = Many.fromCallable(() -> {
            throw new IllegalStateException("when it is asked");
        });
        waiting.doOnDiscard(AutoCloseable.class, r -> events.add("near"))
                .doOnDiscard(AutoCloseable.class, r -> events.add("far"))
                .mergeWith(failing)
                .subscribe(r -> {}, failure -> {});
        waiting.doOnDiscard(String.class, r -> events.add("never"))
                .mergeWith(failing)
                .subscribe(r -> {}, failure -> {});
        assertEquals(List.of("near", "closed"), events);
    }

    @Test
    void anActionThatFailsIsReported() throws Exception {
        List<Throwable> unseen = new CopyOnWriteArrayList<>();
        try (Nagare own = Nagare.currentThread().onUnseenFailure((failure, where) -> unseen.add(failure)).start()) {
            IllegalStateException wrong = new IllegalStateException("wrong");
            own.blockOn(Many.zip(
                            Many.range(0, 1).filter(any -> true),
                            Many.error(new IllegalStateException("end")),
                            (a, b) -> a)
                    .doOnDiscard(Integer.class, n -> {
                        throw wrong;
                    })
                    .onErrorReturn(failure -> 0)
                    .then());
            assertEquals(List.of(wrong), unseen);
        }
    }

    @Test
    void aFailureTellsTheStageAndTheStream() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        Throwable failure = assertThrows(IllegalStateException.class, () -> runtime.blockOn(Many.range(0, 1)
                .map(n -> {
                    throw wrong;
                })
                .filter(n -> true)
                .named("orders")
                .then()));
        assertSame(wrong, failure);
        StageTrace trace = (StageTrace) failure.getSuppressed()[0];
        assertEquals("orders", trace.stream());
        assertEquals("map | filter", trace.stage());
        assertTrue(String.valueOf(trace.getMessage()).contains("in \"orders\": map | filter"));
    }

    @Test
    void namesNestAndAFailureThatIsUsedAgainDoesNotGrow() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        Many<Object> inner = Many.error(wrong).named("inner");
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> runtime.blockOn(Many.just(1).flatMap(n -> inner).named("outer").then()));
        }
        assertEquals(
                List.of("inner", "outer"),
                Arrays.stream(wrong.getSuppressed()).map(trace -> ((StageTrace) trace).stream()).toList());
    }
}
