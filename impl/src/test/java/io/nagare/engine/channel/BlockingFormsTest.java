package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.Watch;
import io.nagare.failure.BlockingCallException;
import io.nagare.sync.Barrier;
import io.nagare.sync.CancellationToken;
import io.nagare.sync.Exclusive;
import io.nagare.sync.Guard;
import io.nagare.sync.JoinSet;
import io.nagare.sync.Notify;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import io.nagare.sync.ReadGuard;
import io.nagare.sync.ReadWrite;
import io.nagare.sync.Scope;
import io.nagare.sync.TaskTracker;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each wait of the API in its blocking form, on platform threads and, where the JDK has them, on virtual threads. */
class BlockingFormsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    enum Kind {
        PLATFORM,
        VIRTUAL;

        /** Starts a thread of this kind. */
        Thread start(Runnable body) throws Exception {
            if (this == PLATFORM) {
                Thread thread = new Thread(body);
                thread.start();
                return thread;
            }
            Method start = startVirtual();
            assumeTrue(start != null, "this JDK has no virtual threads");
            return (Thread) start.invoke(null, body);
        }

        private static Method startVirtual() {
            try {
                return Thread.class.getMethod("startVirtualThread", Runnable.class);
            } catch (NoSuchMethodException tooOld) {
                return null;
            }
        }

        <T> CompletableFuture<T> call(Callable<T> body) throws Exception {
            CompletableFuture<T> result = new CompletableFuture<>();
            start(() -> {
                try {
                    result.complete(body.call());
                } catch (Throwable failure) {
                    result.completeExceptionally(failure);
                }
            });
            return result;
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static <T> List<T> taken(Many<T> stream) {
        List<T> items = new ArrayList<>();
        stream.toIterable().forEach(items::add);
        return items;
    }

    private static final List<Integer> HUNDRED = Many.range(0, 100).collectList().block();

    @ParameterizedTest
    @EnumSource
    void mpsc(Kind kind) throws Exception {
        for (boolean oneByOne : new boolean[] {true, false}) {
            Mpsc<Integer> channel = Mpsc.bounded(1);
            CompletableFuture<List<Integer>> received =
                    kind.call(() -> oneByOne ? oneByOne(channel) : taken(channel.receiver()));
            get(kind.call(() -> {
                HUNDRED.forEach(channel::sendBlocking);
                channel.close();
                return null;
            }));
            assertEquals(HUNDRED, get(received));
        }
    }

    private static List<Integer> oneByOne(Mpsc<Integer> channel) {
        List<Integer> received = new ArrayList<>();
        for (Integer next = channel.receive().block(); next != null; next = channel.receive().block()) {
            received.add(next);
        }
        return received;
    }

    @ParameterizedTest
    @EnumSource
    void broadcastsAndWatch(Kind kind) throws Exception {
        PacedBroadcast<Integer> paced = Broadcast.paced(1);
        Broadcast<Integer> lagging = Broadcast.lagging(128);
        Watch<Integer> watch = Watch.of(-1);
        List<CompletableFuture<List<Integer>>> received = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            received.add(kind.call(() -> taken(paced.receiver())));
            received.add(kind.call(() -> taken(lagging.receiver())));
        }
        CompletableFuture<Integer> last = kind.call(() -> watch.receiver().filter(value -> value == 99).next().block());
        OnThreads.waitFor(() -> paced.subscribers() == 2 && lagging.subscribers() == 2);
        get(kind.call(() -> {
            for (int value : HUNDRED) {
                paced.send(value).block();
                lagging.send(value);
                watch.send(value);
            }
            paced.close();
            lagging.close();
            return null;
        }));
        for (CompletableFuture<List<Integer>> one : received) {
            assertEquals(HUNDRED, get(one));
        }
        assertEquals(99, get(last));
        Oneshot<Integer> oneshot = Oneshot.create();
        CompletableFuture<Integer> answer = kind.call(() -> oneshot.receiver().block());
        oneshot.send(1);
        assertEquals(1, get(answer));
    }

    /** Many threads of a kind take turns to add. No addition is lost. */
    @ParameterizedTest
    @EnumSource
    void permitsAndLocks(Kind kind) throws Exception {
        Permits permits = Permits.of(1);
        Exclusive<Integer> exclusive = Exclusive.of(0);
        ReadWrite<int[]> shared = ReadWrite.of(new int[2]);
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        int[] plain = new int[1];
        for (int i = 0; i < 20; i++) {
            parts.add(kind.call(() -> {
                for (int round = 0; round < 50; round++) {
                    try (Permit permit = permits.acquire().block()) {
                        plain[0] += permit.count();
                    }
                    try (Guard<Integer> guard = exclusive.lock().block()) {
                        guard.set(guard.get() + 1);
                    }
                    try (Guard<int[]> guard = shared.write().block()) {
                        guard.get()[0]++;
                        guard.get()[1]++;
                    }
                    try (ReadGuard<int[]> guard = shared.read().block()) {
                        assertEquals(guard.get()[0], guard.get()[1]);
                    }
                }
                return null;
            }));
        }
        for (CompletableFuture<Void> part : parts) {
            get(part);
        }
        assertEquals(1_000, plain[0]);
        assertEquals(1_000, exclusive.tryLock().get());
        assertEquals(1_000, shared.tryRead().get()[0]);
    }

    @ParameterizedTest
    @EnumSource
    void theOthers(Kind kind) throws Exception {
        Notify notify = Notify.create();
        Barrier barrier = Barrier.of(2);
        OnceCell<Integer> cell = OnceCell.create();
        CancellationToken token = CancellationToken.create();
        TaskTracker tracker = TaskTracker.create();
        JoinSet<Integer> set = JoinSet.create();
        set.spawn(notify.notified().then(One.just(1)));
        List<CompletableFuture<?>> waiting = List.of(
                kind.call(() -> cell.whenSet().block()),
                kind.call(() -> token.cancelled().block()),
                kind.call(() -> tracker.drained().block()),
                kind.call(() -> set.next().block()),
                kind.call(() -> barrier.arrive().block()),
                kind.call(() -> barrier.arrive().block()),
                kind.call(() -> Scope.open(scope -> scope.spawn(token.cancelled())).block()));
        notify.notifyOne();
        assertEquals(5, get(kind.call(() -> cell.getOrInit(One.just(5)).block())));
        token.cancel();
        tracker.close();
        for (CompletableFuture<?> one : waiting) {
            get(one);
        }
        assertEquals(0, set.size());
    }

    /** A sender that is interrupted while it waits has sent nothing, and holds nobody up. */
    @ParameterizedTest
    @EnumSource
    void anInterruptionEndsTheWaiting(Kind kind) throws Exception {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        channel.sendBlocking(1);
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread sending = kind.start(() -> {
            try {
                channel.sendBlocking(2);
            } catch (BlockingCallException interrupted) {
                failed.complete(interrupted.getCause());
            }
        });
        sending.interrupt();
        assertInstanceOf(InterruptedException.class, get(failed));
        assertEquals(1, channel.receive().block(LIMIT));
        OnThreads.waitFor(() -> channel.available() == 1);
        channel.sendBlocking(3);
        channel.close();
        assertEquals(3, channel.receive().block(LIMIT));
        assertNull(channel.receive().block(LIMIT));
    }
}
