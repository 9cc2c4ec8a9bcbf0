package io.nagare.engine.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.PacedBroadcast;
import io.nagare.channel.SendResult;
import io.nagare.channel.Watch;
import io.nagare.policy.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/**
 * Rounds of seeded random work on a channel, until the time is over. Senders and receivers are slow or fast; some
 * receivers come late and some leave. After each round the books must balance: received + missed = sent, in order, and
 * no value twice. A failure names the seed of its round.
 */
public final class ChannelStorm implements AutoCloseable {

    /** The kinds of channels to test. */
    public enum Kind {
        LAGGING,
        PACED,
        MPSC,
        UNBOUNDED,
        WATCH
    }

    private static final int SENDERS = 3;
    private static final long LIMIT_SECONDS = 60;

    private final Nagare nagare = Nagare.multiThread().workers(2).name("storm").start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Plays rounds for that long, at least one. Returns their number. */
    public int rage(Kind kind, Duration time, long firstSeed) {
        long end = System.nanoTime() + time.toNanos();
        int rounds = 0;
        do {
            long seed = firstSeed + rounds++;
            try {
                play(kind, new SplittableRandom(seed));
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(kind + ", in the round with seed " + seed, failure);
            }
        } while (System.nanoTime() < end);
        return rounds;
    }

    private void play(Kind kind, SplittableRandom random) throws Exception {
        switch (kind) {
            case LAGGING -> lagging(random);
            case PACED -> paced(random);
            case MPSC -> mpsc(random, Mpsc.bounded(random.nextInt(1, 40)));
            case UNBOUNDED -> mpsc(random, Mpsc.unbounded());
            case WATCH -> watch(random);
        }
    }

    private interface Part {
        void play(SplittableRandom random, int number) throws Exception;
    }

    /** Plays the part of each sender on a thread of its own. */
    private List<Future<?>> start(SplittableRandom random, Part part) {
        List<Future<?>> parts = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            SplittableRandom own = random.split();
            int number = sender;
            parts.add(threads.submit(() -> {
                part.play(own, number);
                return null;
            }));
        }
        return parts;
    }

    private static void join(List<Future<?>> parts) throws Exception {
        for (Future<?> part : parts) {
            try {
                part.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            }
        }
    }

    private <T> Publisher<T> elsewhere(Many<T> stream, SplittableRandom random) {
        return random.nextBoolean() ? stream : stream.runOn(nagare);
    }

    private static void dawdle(SplittableRandom random) {
        for (int spins = random.nextInt(random.nextInt(16) == 0 ? 3_000 : 20); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    private void lagging(SplittableRandom random) throws Exception {
        int each = random.nextInt(1, 400);
        Broadcast<Long> broadcast = Broadcast.lagging(random.nextInt(1, 80));
        List<StormReceiver> staying = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            staying.add(listen(broadcast, random));
        }
        List<Future<?>> sending = start(random, (own, number) -> {
            for (int i = 0; i < each; i++) {
                assertTrue(broadcast.send(StormReceiver.value(number, i)) >= 1);
                dawdle(own);
            }
        });
        for (int i = random.nextInt(6); i > 0; i--) {
            StormReceiver late = listen(broadcast, random);
            dawdle(random);
            late.cancel();
        }
        join(sending);
        broadcast.close();
        for (StormReceiver receiver : staying) {
            receiver.awaitEnd(LIMIT_SECONDS);
            assertEquals(SENDERS * each, receiver.received() + receiver.missed(), "received + missed = sent");
        }
    }

    private StormReceiver listen(Broadcast<Long> broadcast, SplittableRandom random) {
        StormReceiver receiver = new StormReceiver(random.split(), SENDERS);
        // Subscribes on the subscriber's own strand, so that the receiver is subscribed when this returns.
        broadcast.receiver(Lag.skip(receiver::miss)).subscribe(receiver);
        return receiver;
    }

    private void paced(SplittableRandom random) throws Exception {
        int each = random.nextInt(1, 300);
        PacedBroadcast<Long> broadcast = Broadcast.paced(random.nextInt(1, 20));
        List<StormReceiver> staying = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            StormReceiver receiver = new StormReceiver(random.split(), SENDERS);
            broadcast.receiver().subscribe(receiver);
            staying.add(receiver);
        }
        Ledger sent = new Ledger();
        List<Future<?>> sending = start(random, (own, number) -> {
            for (int i = 0; i < each; i++) {
                sent.enter(broadcast::send, StormReceiver.value(number, i), own);
            }
        });
        for (int i = random.nextInt(6); i > 0; i--) {
            StormReceiver late = new StormReceiver(random.split(), SENDERS);
            elsewhere(random.nextBoolean() ? broadcast.receiver() : broadcast.replay(1), random).subscribe(late);
            dawdle(random);
            late.cancel();
        }
        join(sending);
        broadcast.close();
        for (StormReceiver receiver : staying) {
            receiver.awaitEnd(LIMIT_SECONDS);
            sent.assertSent(receiver.received());
            assertEquals(staying.get(0).digest(), receiver.digest(), "all see the same order");
        }
    }

    private void mpsc(SplittableRandom random, Mpsc<Long> channel) throws Exception {
        int each = random.nextInt(1, 400);
        Ledger sent = new Ledger();
        List<Future<?>> sending = start(random, (own, number) -> {
            for (int i = 0; i < each; i++) {
                send(channel, StormReceiver.value(number, i), sent, own);
            }
        });
        StormReceiver all = new StormReceiver(random.split(), SENDERS);
        int leaving = random.nextInt(4);
        for (int i = 0; i < leaving; i++) {
            // Takes some values and leaves. The next receiver gets the rest.
            channel.receiver()
                    .take(random.nextInt(1, 20))
                    .takeUntil(One.delay(Duration.ofMillis(2)))
                    .doOnNext(all::accept)
                    .then()
                    .block(Duration.ofSeconds(LIMIT_SECONDS));
        }
        elsewhere(channel.receiver(), random).subscribe(all);
        join(sending);
        channel.close();
        all.awaitEnd(LIMIT_SECONDS);
        sent.assertSent(all.received());
        assertEquals(0, channel.size());
    }

    /** Sends in one of the possible ways. */
    private static void send(Mpsc<Long> channel, long value, Ledger sent, SplittableRandom random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> {
                if (channel.trySend(value) == SendResult.SENT) {
                    sent.enter();
                }
            }
            case 1 -> {
                channel.sendBlocking(value);
                sent.enter();
            }
            case 2 -> {
                try (MpscSlot<Long> slot = channel.reserve().block(Duration.ofSeconds(LIMIT_SECONDS))) {
                    if (random.nextInt(4) > 0) {
                        slot.send(value);
                        sent.enter();
                    }
                }
            }
            default -> sent.enter(channel::send, value, random);
        }
    }

    private void watch(SplittableRandom random) throws Exception {
        int each = random.nextInt(1, 400);
        Watch<Long> watch = Watch.of(0L);
        List<StormReceiver> staying = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            StormReceiver receiver = new StormReceiver(random.split(), 1);
            elsewhere(watch.receiver(), random).subscribe(receiver);
            staying.add(receiver);
        }
        join(start(random, (own, number) -> {
            for (int i = 0; i < each; i++) {
                watch.modify(value -> value + 1);
                dawdle(own);
            }
        }));
        watch.close();
        for (StormReceiver receiver : staying) {
            receiver.awaitEnd(LIMIT_SECONDS);
            assertEquals((long) SENDERS * each, receiver.last(), "everybody sees the last value");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        nagare.close(Duration.ofSeconds(10));
    }
}
