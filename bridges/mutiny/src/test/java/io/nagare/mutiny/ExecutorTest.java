package io.nagare.mutiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mutiny's operators run on the workers of a runtime. */
class ExecutorTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    private final BlockingQueue<String> unseen = new LinkedBlockingQueue<>();
    private Nagare nagare;
    private Executor executor;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure.getMessage()))
                .start();
        executor = MutinyNagare.executor(nagare);
    }

    @AfterEach
    void close() {
        nagare.close();
    }

    @Test
    void operatorsRunOnWorkersAndKeepTheOrder() {
        List<Integer> items = Multi.createFrom()
                .range(0, 10_000)
                .emitOn(executor)
                .emitOn(executor, 16)
                .invoke(item -> assertTrue(Nagare.isWorker(Thread.currentThread())))
                .runSubscriptionOn(executor)
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), items);
        assertTrue(Uni.createFrom()
                .item(() -> Nagare.isWorker(Thread.currentThread()))
                .runSubscriptionOn(executor)
                .await()
                .atMost(LIMIT));
    }

    @Test
    void aTaskFindsWhatSurroundedIt() {
        Uni<String> inside = Uni.createFrom().item(() -> REQUEST.getOr("none")).runSubscriptionOn(executor);
        assertEquals(
                "r-17",
                nagare.blockOn(
                        One.just(1)
                                .flatMap(i -> MutinyNagare.one(inside))
                                .contextWrite(REQUEST, "r-17"),
                        LIMIT));
        assertEquals("none", inside.await().atMost(LIMIT));
    }

    @Test
    void aFailureOfATaskIsTold() throws InterruptedException {
        executor.execute(() -> {
            throw new IllegalStateException("not today");
        });
        assertEquals("not today", unseen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void aClosedRuntimeRejectsAndMutinyFailsTheStream() {
        nagare.close();
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertThrows(
                RejectedExecutionException.class,
                () -> Uni.createFrom().item(1).emitOn(executor).await().atMost(LIMIT));
        assertThrows(
                RejectedExecutionException.class,
                () -> Multi.createFrom().items(1, 2).runSubscriptionOn(executor).toUni().await().atMost(LIMIT));
    }

    /** And each other one does, if need be on the thread that closes the runtime. */
    @Test
    void aRejectedTaskDoesNotRun() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Nagare closing = Nagare.multiThread().workers(2).start();
            Executor on = MutinyNagare.executor(closing);
            Queue<Integer> ran = new ConcurrentLinkedQueue<>();
            Queue<Integer> accepted = new ConcurrentLinkedQueue<>();
            Queue<Integer> rejected = new ConcurrentLinkedQueue<>();
            CountDownLatch some = new CountDownLatch(100);
            Thread thread = new Thread(() -> {
                for (int number = 0; rejected.size() < 3; number++) {
                    int task = number;
                    try {
                        on.execute(() -> ran.add(task));
                        accepted.add(task);
                    } catch (RejectedExecutionException closed) {
                        rejected.add(task);
                    }
                    some.countDown();
                }
            });
            thread.start();
            assertTrue(some.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
            closing.close();
            thread.join(LIMIT.toMillis());
            assertEquals(3, rejected.size());
            assertEquals(Set.copyOf(accepted), Set.copyOf(ran));
            assertEquals(accepted.size(), ran.size(), "each once");
        }
    }

    @Test
    void aNullTaskIsRefused() {
        assertEquals("task", assertThrows(NullPointerException.class, () -> executor.execute(null)).getMessage());
    }
}
