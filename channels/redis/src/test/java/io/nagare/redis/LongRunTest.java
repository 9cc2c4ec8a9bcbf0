package io.nagare.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.channels.ConnectionState.Phase;
import io.nagare.channels.Delivery;
import io.nagare.channels.base.CutNetwork;
import io.nagare.policy.Lag;
import io.nagare.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Many values, while the server is killed, then stopped, and then cut off. The property {@code nagare.redis.values}
 * says how many; the cut lasts {@code nagare.redis.cut} seconds.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LongRunTest {

    private static final int VALUES = Integer.getInteger("nagare.redis.values", 30_000);
    private static final Duration CUT = Duration.ofSeconds(Integer.getInteger("nagare.redis.cut", 2));
    private static final long LIMIT = 60 + CUT.toSeconds() + VALUES / 1_000;
    private static final ValueCodec<Integer> NUMBERS = ValueCodec.text().map(Integer::valueOf, Object::toString);

    private static CutNetwork network;
    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        RedisServer.assumeThere();
        network = CutNetwork.create(78);
        List<String> options = List.of("--appendonly", "yes", "--protected-mode", "no");
        server = RedisServer.start(network.inside(), network.there(), options);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static RedisChannels connect() {
        return RedisChannels.connect(server.options().pauses(Duration.ofMillis(5), Duration.ofMillis(100)))
                .block();
    }

    /**
     * Requests some values at a time, and takes its time for each. Its counts are written by the thread that has the
     * subscription, and read by the test.
     */
    private static final class Listener implements Subscriber<Integer> {

        private final int window;
        private final long pauseNanos;
        private final int restsAt;
        final AtomicLong missed = new AtomicLong();
        final CompletableFuture<Void> end = new CompletableFuture<>();
        volatile int received;
        private volatile Subscription subscription;
        private int last = -1;

        Listener(int window, long pauseNanos, int restsAt) {
            this.window = window;
            this.pauseNanos = pauseNanos;
            this.restsAt = restsAt;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(window);
        }

        @Override
        public void onNext(Integer value) {
            if (value <= last) {
                end.completeExceptionally(new AssertionError(value + " came after " + last));
            }
            last = value;
            int count = received + 1;
            received = count;
            if (pauseNanos > 0 && count % 64 == 0) {
                LockSupport.parkNanos(pauseNanos * 64);
            }
            if (count % window == 0 && count / window * window != restsAt) {
                subscription.request(window);
            }
        }

        void goOn() {
            subscription.request(window);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }

        long accountedFor() {
            return received + missed.get();
        }
    }

    /** The values of a queue that were acknowledged. Any thread adds. */
    private static final class Done {

        private final long[] numbers;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger again = new AtomicInteger();
        private final AtomicInteger storedTwice = new AtomicInteger();

        Done(int values) {
            numbers = new long[values];
        }

        synchronized void add(Delivery<Integer> delivery) {
            long known = numbers[delivery.value()];
            numbers[delivery.value()] = delivery.number();
            if (known == 0) {
                count.incrementAndGet();
            } else if (known == delivery.number()) {
                again.incrementAndGet();
            } else {
                storedTwice.incrementAndGet();
            }
        }

        void await(int values) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
            while (count.get() < values) {
                assertTrue(System.nanoTime() < end, () -> count + " of " + values);
                Thread.sleep(1);
            }
        }

        void assertAll() {
            assertEquals(numbers.length, count.get(), "some were lost");
            assertEquals(0, storedTwice.get(), "some were stored twice");
            System.out.printf("%,d acknowledged, %d of them again%n", count.get(), again.get());
        }
    }

    private static void kill(RedisChannels channels) throws Exception {
        server.kill();
        channels.states().filter(state -> state.phase() == Phase.RECONNECTING).next().block();
        server.begin();
        channels.states().filter(state -> state.phase() == Phase.CONNECTED).next().block();
    }

    private static void pause() throws Exception {
        server.signal("STOP");
        Thread.sleep(500);
        server.signal("CONT");
    }

    private static void cut() throws Exception {
        network.cut();
        Thread.sleep(CUT.toMillis());
        network.mend();
    }

    private static void await(Listener listener, long count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
        while (listener.accountedFor() < count) {
            if (listener.end.isCompletedExceptionally()) {
                listener.end.get();
            }
            assertTrue(System.nanoTime() < end, () -> listener.accountedFor() + " of " + count);
            Thread.sleep(1);
        }
    }

    @Test
    void eachSubscriberReceivesOrMissesEachValue() throws Exception {
        try (RedisChannels here = connect();
                RedisChannels there = connect()) {
            int rest = VALUES / 10 / 100 * 100;
            RedisBroadcast<Integer> from = here.broadcast("long", NUMBERS, 8192).block();
            RedisBroadcast<Integer> to = there.broadcast("long", NUMBERS, 8192).block();
            List<Listener> listeners = List.of(
                    new Listener(100, 0, -1), new Listener(100, 20_000, -1), new Listener(100, 0, rest));
            listeners.forEach(listener -> to.receiver(Lag.skip(listener.missed::addAndGet)).subscribe(listener));
            // The receivers know their places before anything is sent on the other connection.
            to.kept().block();

            CompletableFuture<Void> sent = Many.range(0, VALUES).sendTo(from).toFuture();
            Listener fast = listeners.get(0);
            await(fast, VALUES / 5);
            kill(here);
            await(fast, VALUES / 5 * 2);
            pause();
            await(fast, VALUES / 5 * 3);
            cut();
            await(fast, VALUES / 5 * 4);
            Listener resting = listeners.get(2);
            assertEquals(rest, resting.received);
            resting.goOn();
            sent.get(LIMIT, TimeUnit.SECONDS);
            from.close();
            for (Listener listener : listeners) {
                listener.end.get(LIMIT, TimeUnit.SECONDS);
                assertEquals(VALUES, listener.accountedFor(), () -> listener.received + " received");
            }
            assertTrue(fast.received > VALUES / 2, () -> "the fast one received only " + fast.received);
            report(listeners);
        }
    }

    private static void report(List<Listener> listeners) {
        for (Listener listener : listeners) {
            System.out.printf("received %,d, missed %,d%n", listener.received, listener.missed.get());
        }
    }

    @Test
    void eachValueOfAQueueIsAcknowledgedOnce() throws Exception {
        try (RedisChannels here = connect();
                RedisChannels there = connect()) {
            int values = VALUES / 5;
            QueueSettings settings = QueueSettings.bounded(1_000).answeringWithin(CUT.plusSeconds(3));
            RedisQueue<Integer> jobs = here.queue("jobs", NUMBERS, settings).block();
            Done done = new Done(values);
            List<CompletableFuture<Void>> workers = new ArrayList<>();
            for (RedisChannels channels : List.of(here, there, there)) {
                workers.add(channels.queue("jobs", NUMBERS, settings)
                        .block()
                        .receiver()
                        .flatMap(delivery -> delivery.acknowledge().thenReturn(delivery))
                        .doOnNext(done::add)
                        .then()
                        .toFuture());
            }
            CompletableFuture<Void> sent = Many.range(0, values).sendTo(jobs).toFuture();
            done.await( values / 4);
            kill(here);
            done.await( values / 2);
            pause();
            done.await( values / 4 * 3);
            cut();
            sent.get(LIMIT, TimeUnit.SECONDS);
            jobs.close();
            for (CompletableFuture<Void> worker : workers) {
                worker.get(LIMIT, TimeUnit.SECONDS);
            }
            done.assertAll();
        }
    }
}
