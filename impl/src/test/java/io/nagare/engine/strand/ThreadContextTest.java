package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.TaskLocal;
import io.nagare.channel.Broadcast;
import io.nagare.driver.ThreadContext;
import io.nagare.policy.Lag;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions find the thread locals of the thread that began their stream, and leave none behind. */
class ThreadContextTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ThreadLocal<@Nullable String> TRACE = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable String> SPAN = new ThreadLocal<>();
    private static final TaskLocal<Trace> WRITTEN = TaskLocal.named("written");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;

    /** What a test captures: one thread local. */
    private record Trace(String value) implements ThreadContext.Captured {
        @Override
        public Runnable install() {
            String before = TRACE.get();
            TRACE.set(value);
            return () -> {
                if (before == null) {
                    TRACE.remove();
                } else {
                    TRACE.set(before);
                }
            };
        }
    }

    private static final class Traces implements ThreadContext {
        @Override
        public @Nullable Captured capture() {
            String now = TRACE.get();
            return now == null ? null : new Trace(now);
        }

        @Override
        public @Nullable Captured written(@Nullable Captured outer, Object value) {
            return value instanceof Trace trace ? trace : outer;
        }
    }

    @BeforeEach
    void carry() {
        ThreadContext.carry(new Traces());
        nagare = Nagare.multiThread().workers(2).start();
        TRACE.set("t1");
    }

    @AfterEach
    void nothingIsLeftOnAWorker() {
        TRACE.remove();
        List<String> left = nagare.blockOn(
                Many.range(0, 64)
                        .mapParallel(8, i -> String.valueOf(TRACE.get()))
                        .collectList(),
                LIMIT);
        nagare.close();
        ThreadContext.carry(null);
        assertEquals(List.of("null"), left.stream().distinct().toList());
    }

    private <T> T note(T item) {
        seen.add(String.valueOf(TRACE.get()));
        return item;
    }

    @Test
    void functionsOnOtherThreadsHaveWhatTheSubscribingThreadHad() {
        long count = nagare.blockOn(
                Many.range(0, 10)
                        .map(this::note)
                        .runOn(nagare)
                        .delayElements(Duration.ofMillis(1))
                        .map(this::note)
                        .mapParallel(2, this::note)
                        .flatMap(i -> One.blocking(() -> note(i)))
                        .count(),
                LIMIT);
        assertEquals(10, count);
        nagare.blockOn(Many.range(0, 5).runOn(nagare).spawnEach(2, i -> One.fromCallable(() -> note(i))), LIMIT);
        allHave("t1", 45);
    }

    @Test
    void aTaskHasWhatTheSpawningThreadHad() {
        nagare.blockOn(nagare.spawn(() -> note(1)), LIMIT);
        nagare.blockOn(nagare.spawnBlocking(() -> note(1)), LIMIT);
        nagare.blockOn(
                nagare.spawn(One.delay(Duration.ofMillis(1)).then(One.fromCallable(() -> note(1)))), LIMIT);
        allHave("t1", 3);
    }

    /** A second thread local, which is carried with the first. */
    private static final class Spans implements ThreadContext {
        @Override
        public @Nullable Captured capture() {
            String now = SPAN.get();
            return now == null ? null : () -> {
                SPAN.set(now);
                return SPAN::remove;
            };
        }
    }

    @Test
    void twoContextsAreCarriedTogether() {
        ThreadContext.carry(new Traces().and(new Spans()));
        Many<Integer> items = Many.range(0, 4).runOn(nagare).map(this::note).map(item -> {
            seen.add("span " + SPAN.get());
            return item;
        });
        SPAN.set("s1");
        nagare.blockOn(items.then(), LIMIT);
        assertEquals(Set.of("t1", "span s1"), Set.copyOf(seen));
        seen.clear();
        nagare.blockOn(items.contextWrite(WRITTEN, new Trace("t3")).then(), LIMIT);
        assertEquals(Set.of("t3", "span s1"), Set.copyOf(seen));
        seen.clear();
        TRACE.remove();
        nagare.blockOn(items.then(), LIMIT);
        SPAN.remove();
        assertEquals(Set.of("null", "span s1"), Set.copyOf(seen));
        seen.clear();
        nagare.blockOn(items.then(), LIMIT);
        assertEquals(Set.of("null", "span null"), Set.copyOf(seen));
    }

    @Test
    void aContextThatCannotBeInstalledTakesTheOtherWithIt() {
        ThreadContext.carry(new Traces().and(() -> () -> {
            throw new IllegalStateException("planted");
        }));
        nagare.blockOn(Many.range(0, 4).map(this::note).then(), LIMIT);
        assertEquals(Set.of("null"), Set.copyOf(seen));
    }

    @Test
    void theSubscriberHasItToo() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Many.range(0, 3).delayElements(Duration.ofMillis(1)).runOn(nagare).doFinally(end -> over.countDown())
                .subscribe(this::note);
        TRACE.set("t2");
        over.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        allHave("t1", 3);
    }

    @Test
    void theHelpingThreadKeepsItsOwn() {
        Many<Integer> stream = Many.range(0, 3).map(i -> {
            TRACE.set("changed by a function");
            return i;
        });
        stream.subscribe(i -> {});
        assertEquals("t1", TRACE.get());
        TRACE.remove();
        stream.subscribe(i -> {});
        assertEquals("changed by a function", TRACE.get(), "nothing was carried, so nothing is given back");
    }

    @Test
    void whatIsWrittenHoldsUpstream() {
        nagare.blockOn(
                Many.range(0, 4)
                        .map(this::note)
                        .runOn(nagare)
                        .map(this::note)
                        .flatMap(i -> One.blocking(() -> note(i)))
                        .contextWrite(WRITTEN, new Trace("t3"))
                        .doOnNext(i -> assertEquals("t1", TRACE.get()))
                        .count(),
                LIMIT);
        allHave("t3", 12);
    }

    @Test
    void aBroadcastsReceiverHasItsOwn() {
        Broadcast<Integer> broadcast = Broadcast.lagging(16);
        Task<Long> receiving = nagare.spawn(broadcast.receiver(Lag.fail()).take(3).map(this::note).count());
        TRACE.set("t2");
        // What is sent from then on reaches the task. Sending may count a receiver a moment earlier.
        while (broadcast.subscribers() == 0) {
            Thread.onSpinWait();
        }
        for (int sent = 0; sent < 3; sent++) {
            broadcast.send(sent);
        }
        nagare.blockOn(receiving, LIMIT);
        allHave("t1", 3);
    }

    @Test
    void aContextThatFailsIsToldAndTheStreamGoesOn() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        try (Nagare other = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> told.add(where))
                .start()) {
            ThreadContext.carry(() -> () -> {
                throw new IllegalStateException("not today");
            });
            assertEquals(1, other.blockOn(other.spawn(() -> 1), LIMIT));
            assertEquals("installing a context", told.peek());
        } finally {
            ThreadContext.carry(new Traces());
        }
    }

    private void allHave(String trace, int times) {
        assertEquals(times, seen.size(), seen::toString);
        assertEquals(List.of(trace), seen.stream().distinct().toList());
    }
}
