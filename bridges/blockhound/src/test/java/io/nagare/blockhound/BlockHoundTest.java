package io.nagare.blockhound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.engine.GuideSnippets;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.policy.Lag;
import io.nagare.sync.Exclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/** Calls of users that block are found on workers, and none of the library's own is. */
class BlockHoundTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<Throwable> unseen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;

    @BeforeAll
    static void install() {
        BlockHound.install();
    }

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread()
                .workers(2)
                .onUnseenFailure((failure, where) -> unseen.add(failure))
                .start();
    }

    @AfterEach
    void close() {
        nagare.close();
    }

    private void nothingWasFound() {
        nagare.close();
        assertEquals(List.of(), List.copyOf(unseen));
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void finds(String call, One<?> program) {
        Throwable found = assertThrows(Throwable.class, () -> nagare.blockOn(program, LIMIT));
        for (Throwable cause = found; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlockingOperationError && cause.getMessage().contains(call)) {
                return;
            }
        }
        fail(found);
    }

    @Test
    void theExampleOfTheGuide() throws Exception {
        GuideSnippets.checkSection("bridges.md", "BlockHound", BlockHoundTest.class);
        Nagare runtime = nagare;
        BlockHound.install();
        Many<Integer> blocking = Many.just(1).runOn(runtime).doOnNext(i -> sleep());
        assertThrows(BlockingOperationError.class, () -> runtime.blockOn(blocking.then()));
    }

    @Test
    void sleepingOnAWorkerIsFound() {
        finds("Thread.sleep", Many.range(0, 3).runOn(nagare).doOnNext(item -> sleep()).then());
        finds("Thread.sleep", nagare.spawn(() -> {
            sleep();
            return 1;
        }));
    }

    @Test
    void aLockOfAUserThatAnotherThreadHoldsIsFound() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            finds("park", One.fromRunnable(lock::lock).runOn(nagare));
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aThreadThatMayBlockMayBlock() {
        nagare.blockOn(One.blocking(() -> {
            sleep();
            return 1;
        }), LIMIT);
        nagare.blockOn(nagare.spawnBlocking(() -> {
            sleep();
            return 1;
        }), LIMIT);
        sleep();
    }

    @Test
    void channelsAndLocksThatManyUseAreNotFound() {
        Broadcast<Integer> room = Broadcast.lagging(16);
        Broadcast<Integer> paced = Broadcast.lagging(16);
        Mpsc<Integer> jobs = Mpsc.bounded(4);
        Exclusive<List<Integer>> shared = Exclusive.of(new ArrayList<>());
        List<One<?>> programs = new ArrayList<>();
        programs.add(jobs.receiver().take(2_000).then());
        for (int i = 0; i < 8; i++) {
            programs.add(Many.range(0, 250).concatMap(item -> jobs.send(item)).then());
            programs.add(Many.range(0, 2_000).doOnNext(room::send).then());
            programs.add(Many.range(0, 2_000).doOnNext(paced::send).then());
            programs.add(room.receiver(Lag.skip())
                    .take(100)
                    .timeout(Duration.ofSeconds(1))
                    .onErrorComplete()
                    .then());
            programs.add(Many.range(0, 500)
                    .concatMap(item -> shared.withLock(list -> One.fromRunnable(() -> list.get().add(item))))
                    .then());
            programs.add(Many.range(0, 500).mapParallel(4, item -> item).runOn(nagare).then());
        }
        List<Task<?>> tasks = new ArrayList<>();
        programs.forEach(program -> tasks.add(nagare.spawn(program)));
        tasks.forEach(task -> nagare.blockOn(task.then(), LIMIT));
        nothingWasFound();
    }

    @Test
    void connectionsAreNotFound() {
        Server server = nagare.blockOn(
                Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())), LIMIT);
        long bytes = nagare.blockOn(
                Many.range(0, 100)
                        .flatMap(item -> Tcp.connecting(
                                "localhost",
                                server.port(),
                                peer -> peer.writeAndEnd(Bytes.utf8("hello")).thenMany(peer.read())))
                        .map(Bytes::length)
                        .reduce(0, Integer::sum),
                LIMIT);
        assertEquals(500, bytes);
        nagare.blockOn(server.drain(Duration.ofSeconds(5)), LIMIT);
        nothingWasFound();
    }
}
