package io.nagare.engine.stage.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.stage.Tally;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;

/**
 * Results come in order, although several are computed at once. The operator takes and loses no more items than it
 * promises.
 */
@Timeout(60)
class MapParallelTest {

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Integer> mapped = new ArrayList<>();
    private final List<Integer> discarded = new ArrayList<>();

    private <T> Probe<T> subscribe(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    private int record(int item) {
        mapped.add(item);
        return item;
    }

    @Test
    void takesAsManyAheadAsThereIsDemandButAtLeastTheConcurrencyAndAtMost64() {
        assertEquals(3, taken(3, 1));
        assertEquals(10, taken(3, 10));
        assertEquals(64, taken(3, 1000));
        assertEquals(64, taken(3, Long.MAX_VALUE));
        assertEquals(100, taken(100, 1));
        assertEquals(1024, taken(Integer.MAX_VALUE, 1));
    }

    /** Returns how many items the operator requests before there is a result. */
    private long taken(int concurrency, long demand) {
        List<Long> requests = new ArrayList<>();
        subscribe(Many.<Integer>never().doOnRequest(requests::add).mapParallel(concurrency, i -> i)).request(demand);
        scheduler.runAll();
        return requests.stream().mapToLong(n -> n).sum();
    }

    @Test
    void neverTakesMoreThanWasDeliveredAndIsAhead() {
        List<Long> requests = new ArrayList<>();
        Probe<Integer> probe = subscribe(Many.range(0, 1000).doOnRequest(requests::add).mapParallel(4, i -> i));
        for (int asked = 1; asked <= 40; asked++) {
            probe.request(1);
            scheduler.runAll();
            assertEquals(asked, probe.signals().size());
            assertTrue(requests.stream().mapToLong(n -> n).sum() <= asked + 4, requests::toString);
        }
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        assertEquals(1001, probe.signals().size());
        assertEquals(IntStream.range(0, 1000).boxed().toList(), probe.signals().subList(0, 1000));
    }

    @Test
    void cancellationDiscardsWhatHasNotBegunAndWhatWaits() {
        Probe<Integer> probe = subscribe(Many.range(0, 100)
                .mapParallel(3, this::record)
                .doOnDiscard(Integer.class, discarded::add));
        probe.request(2);
        scheduler.runAll();
        assertEquals(List.of(0, 1), probe.signals());
        probe.cancel();
        scheduler.runAll();
        assertEquals(mapped.subList(2, mapped.size()), discarded, "the results that waited");
        assertEquals(0, scheduler.liveCount());

        discarded.clear();
        mapped.clear();
        AtomicReference<Probe<Integer>> early = new AtomicReference<>();
        early.set(subscribe(Many.range(0, 100)
                .doOnNext(i -> {
                    if (i == 9) {
                        early.get().cancel();
                    }
                })
                .mapParallel(3, this::record)
                .doOnDiscard(Integer.class, discarded::add)));
        early.get().request(100);
        scheduler.runAll();
        assertEquals(List.of(), mapped, "no lane has begun");
        assertEquals(IntStream.range(0, 10).boxed().toList(), discarded);
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void everyItemHasOneEnd() {
        Tally.<Integer>check(m -> m.mapParallel(3, i -> i), List::of);
        Tally.<Integer>check(m -> m.mapParallel(1, i -> i), List::of);
    }

    @Test
    void aFailureComesBehindTheResultsBeforeIt() {
        IllegalStateException boom = new IllegalStateException("boom");
        Probe<Integer> probe = subscribe(Many.range(0, 100)
                .mapParallel(4, i -> {
                    if (i >= 20) {
                        throw boom;
                    }
                    return i;
                })
                .doOnDiscard(Integer.class, discarded::add));
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        List<Object> expected = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
        expected.add(boom);
        assertEquals(expected, probe.signals());
        assertFalse(discarded.contains(20), "the mapper has had it");
        assertEquals(0, scheduler.liveCount());
    }

    @Test
    void aFailureNeedsNoDemand() {
        IllegalStateException boom = new IllegalStateException("boom");
        Probe<Integer> probe = subscribe(Many.range(0, 2).mapParallel(2, i -> {
            if (i == 1) {
                throw boom;
            }
            return i;
        }));
        probe.request(1);
        scheduler.runAll();
        assertEquals(List.of(0, boom), probe.signals());
    }

    @Test
    void asManyItemsAsLanesRunAtOnceHoweverShortTheOthersWere() {
        CyclicBarrier all = new CyclicBarrier(4);
        try (Nagare nagare = Nagare.multiThread().workers(4).start()) {
            long count = nagare.blockOn(Many.range(0, 20_000)
                    .mapParallel(4, i -> {
                        if (i % 1000 < 4) {
                            meet(all);
                        }
                        return i;
                    })
                    .count());
            assertEquals(20_000, count);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void neverMoreAtOnceThanTheConcurrency() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Nagare nagare = Nagare.multiThread().workers(6).start()) {
            List<Integer> results = nagare.blockOn(Many.range(0, 20_000)
                    .mapParallel(2, i -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.yield();
                        now.decrementAndGet();
                        return i;
                    })
                    .collectList());
            assertEquals(IntStream.range(0, 20_000).boxed().toList(), results);
            assertTrue(most.get() <= 2, () -> most + " at once");
        }
    }

    @Test
    void aSlowFunctionLetsOtherTasksRun() {
        List<Integer> before = new CopyOnWriteArrayList<>();
        CountDownLatch other = new CountDownLatch(1);
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            nagare.blockOn(Many.range(0, 64)
                    .mapParallel(2, i -> {
                        if (i == 0) {
                            nagare.spawn(One.fromRunnable(other::countDown));
                        }
                        if (other.getCount() > 0) {
                            before.add(i);
                        }
                        long begun = System.nanoTime();
                        while (System.nanoTime() - begun < 100_000) {
                            Thread.onSpinWait();
                        }
                        return i;
                    })
                    .count());
        }
        assertTrue(before.size() <= 4, () -> "the other task waited for " + before);
    }

    @Test
    void anInterruptOfOneItemDoesNotReachTheNext() {
        List<Integer> interrupted = new CopyOnWriteArrayList<>();
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            nagare.blockOn(Many.range(0, 200)
                    .mapParallel(2, i -> {
                        if (Thread.interrupted()) {
                            interrupted.add(i);
                        }
                        if (i % 3 == 0) {
                            Thread.currentThread().interrupt();
                        }
                        return i;
                    })
                    .count());
        }
        assertEquals(List.of(), interrupted);
    }

    @Test
    void aRuntimeThatClosesWhileLanesRunLosesNothing() throws Exception {
        for (int round = 0; round < 50; round++) {
            AtomicInteger open = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(2);
            Nagare nagare = Nagare.multiThread().workers(2).start();
            var task = nagare.spawn(Many.range(0, Integer.MAX_VALUE)
                    .map(i -> {
                        open.incrementAndGet();
                        return (AutoCloseable) open::decrementAndGet;
                    })
                    .mapParallel(2, resource -> {
                        begun.countDown();
                        return resource;
                    })
                    .doOnNext(resource -> close(resource))
                    .then());
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            nagare.close();
            assertEquals(0, open.get(), "resources left open in round " + round);
            try (Nagare other = Nagare.multiThread().workers(1).start()) {
                assertThrows(RuntimeException.class, () -> other.blockOn(task));
            }
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anErrorOfTheMapperEndsTheStreamAndNoWorker() {
        StackOverflowError error = new StackOverflowError("of the mapper");
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            Throwable thrown = assertThrows(
                    Throwable.class,
                    () -> nagare.blockOn(Many.range(0, 100)
                            .mapParallel(2, i -> {
                                throw error;
                            })
                            .count()));
            assertSame(error, thrown.getCause() == null ? thrown : thrown.getCause());
            assertEquals(3L, nagare.blockOn(Many.range(0, 3).mapParallel(2, i -> i).count()));
        }
    }
}
