package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.Sharing;
import io.nagare.sync.JoinSet;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/**
 * The cost of one part does not grow with the number of parts. Where the looks cannot be counted, there are so many
 * parts that the test would take minutes if each looked at all others.
 */
class ManyPartsTest {

    private static final int PARTS = 150_000;

    /** Groups that other strands read take the most memory and time. */
    private static final int GROUPS = 64_000;

    private final StepScheduler scheduler = new StepScheduler();

    /** A runtime for {@code spawn}. The step scheduler runs its strands. */
    private final Nagare stepped = (Nagare) Proxy.newProxyInstance(
            Nagare.class.getClassLoader(),
            new Class<?>[] {Nagare.class},
            (proxy, method, arguments) -> scheduler);

    private <T> Probe<T> subscribe(Publisher<T> stream, long demand) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        if (demand > 0) {
            probe.request(demand);
        }
        scheduler.runAll();
        return probe;
    }

    @Test
    void anItemOfAZippedSourceLooksAtNoOtherSource() {
        List<Emitter<Integer>> emitters = new ArrayList<>();
        List<One<Integer>> sources = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            sources.add(One.create(emitters::add));
        }
        Probe<List<Integer>> rows = subscribe(One.zip(sources), 1);
        assertEquals(PARTS, emitters.size());
        for (Emitter<Integer> emitter : emitters) {
            emitter.emit(1);
            emitter.complete();
        }
        scheduler.runAll();
        assertEquals(PARTS, ((List<?>) rows.signals().get(0)).size());
        assertEquals("complete", rows.signals().get(1));
    }

    @Test
    void aGroupThatMakesRoomIsFoundWithoutALookAtThoseWhoseItemsWait() {
        Grouping grouping = Grouping.atMost(PARTS + 1).buffer(2 * PARTS).evictOldestIdle();
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        Probe<Grouped<Integer, Integer>> groups = subscribe(
                Many.<Integer>create(emitter::set)
                        .groupBy(i -> i, grouping)
                        .doOnNext(group -> {
                            if (group.key() >= PARTS) {
                                subscribe(group.items(), 1);
                            }
                        }),
                Long.MAX_VALUE);
        for (int i = 0; i < 2 * PARTS; i++) {
            emitter.get().emit(i);
            scheduler.runAll();
        }
        assertEquals(2 * PARTS, groups.signals().size());
    }

    /**
     * For each row, a source that can be pulled is asked once for an item and once for its end. What the other sources
     * send does not matter.
     */
    @Test
    void aZippedSourceThatCanBeAskedIsAskedOnceForEachRow() {
        AtomicInteger asked = new AtomicInteger();
        List<Many<Integer>> sources = new ArrayList<>();
        sources.add(Many.fromIterable(() -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                asked.incrementAndGet();
                return true;
            }

            @Override
            public Integer next() {
                return 0;
            }
        }));
        List<Emitter<Integer>> emitters = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sources.add(Many.create(emitters::add));
        }
        Probe<Integer> rows = subscribe(Many.zip(sources, List::size), 1);
        emitters.forEach(emitter -> emitter.emit(1));
        scheduler.runAll();
        assertEquals(List.of(101), rows.signals());
        int before = asked.get();
        emitters.forEach(emitter -> emitter.emit(2));
        scheduler.runAll();
        assertTrue(asked.get() - before <= 1, () -> (asked.get() - before) + " looks");
        rows.request(1);
        scheduler.runAll();
        assertEquals(List.of(101, 101), rows.signals());
    }

    @Test
    void aFullBufferLooksAtEachGroupOnce() throws Exception {
        try (Nagare runtime = Nagare.multiThread().workers(2).name("parts").start()) {
            One<Long> counted = Many.range(0, 2 * GROUPS)
                    .groupBy(i -> i % GROUPS, Grouping.atMost(GROUPS))
                    .flatMap(group -> group.items().runOn(runtime), Flatten.concurrency(GROUPS))
                    .count();
            assertEquals(2L * GROUPS, runtime.spawn(counted).join());
        }
    }

    /** Half of the groups never have a subscriber, and a search over all groups would find these first. */
    @Test
    void aGroupThatIsLeftLooksAtNoOtherGroup() {
        int keys = 4 * GROUPS;
        Many<Integer> items = Many.range(0, keys).concatWith(Many.never());
        Probe<Grouped<Integer, Integer>> groups =
                subscribe(items.groupBy(i -> i, Grouping.atMost(keys).buffer(keys)), keys);
        List<Probe<Integer>> read = new ArrayList<>();
        for (Object group : groups.signals().subList(2 * GROUPS, keys)) {
            read.add(subscribe(itemsOf(group), 1));
        }
        groups.cancel();
        scheduler.runAll();
        for (Probe<Integer> group : read) {
            group.cancel();
            scheduler.runAll();
        }
        assertEquals(0, scheduler.liveCount());
    }

    @SuppressWarnings("unchecked") // all groups of this test have these types
    private static Many<Integer> itemsOf(Object group) {
        return ((Grouped<Integer, Integer>) group).items();
    }

    /** The first receiver requests nothing, and a search over all receivers would find it last. */
    @Test
    void aReceiverThatGetsOnLooksAtNoOtherReceiver() {
        PacedBroadcast<Integer> broadcast = Broadcast.paced(2);
        Probe<Integer> slow = subscribe(broadcast.receiver(), 0);
        List<Probe<Integer>> fast = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            fast.add(subscribe(broadcast.receiver(), 0));
        }
        Probe<Void> sent = subscribe(broadcast.sendAll(Many.range(0, 4)), 1);
        for (int i = PARTS - 1; i >= 0; i--) {
            fast.get(i).request(4);
            scheduler.runAll();
        }
        assertEquals(List.of(), sent.signals());
        slow.request(4);
        scheduler.runAll();
        assertEquals(List.of("complete"), sent.signals());
        assertEquals(List.of(0, 1, 2, 3), slow.signals());
        assertEquals(List.of(0, 1, 2, 3), fast.get(PARTS - 1).signals());
    }

    @Test
    void demandForASharedStreamLooksAtNoOtherReceiver() {
        for (Sharing sharing : List.of(Sharing.slowestPaces(2), Sharing.laggardsSkip(2))) {
            AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
            Many<Integer> shared = Many.<Integer>create(emitter::set).share(sharing);
            List<Probe<Integer>> receivers = new ArrayList<>();
            for (int i = 0; i < PARTS; i++) {
                receivers.add(subscribe(shared, 1));
            }
            emitter.get().emit(1);
            scheduler.runAll();
            receivers.forEach(receiver -> receiver.request(1));
            emitter.get().emit(2);
            emitter.get().complete();
            scheduler.runAll();
            assertEquals(List.of(1, 2, "complete"), receivers.get(0).signals(), sharing::toString);
            assertEquals(List.of(1, 2, "complete"), receivers.get(PARTS - 1).signals(), sharing::toString);
        }
    }

    @Test
    void aResultOfAJoinSetWakesOneOfThoseThatWait() {
        int tasks = 200;
        JoinSet<Integer> set = JoinSet.create();
        List<Emitter<Integer>> emitters = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            set.spawnOn(stepped, One.create(emitters::add));
        }
        scheduler.runAll();
        List<Probe<?>> takers = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            takers.add(subscribe(set.next(), 1));
        }
        int runs = 0;
        for (Emitter<Integer> emitter : emitters) {
            emitter.emit(1);
            while (scheduler.runOne()) {
                runs++;
            }
        }
        int counted = runs;
        assertTrue(counted <= 5 * tasks, () -> counted + " runs");
        takers.forEach(taker -> assertEquals(2, taker.signals().size()));
    }

    /** A taker was woken and cancels instead of taking. The next taker gets the result. */
    @Test
    void aTakerOfAJoinSetThatIsWokenAndCancelsWakesTheNext() {
        JoinSet<Integer> set = JoinSet.create();
        AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
        set.spawnOn(stepped, One.create(emitter::set));
        scheduler.runAll();
        Probe<?> first = subscribe(set.next(), 1);
        Probe<?> second = subscribe(set.next(), 1);
        emitter.get().emit(1);
        first.cancel();
        scheduler.runAll();
        assertEquals(List.of(), first.signals());
        assertEquals(2, second.signals().size());
    }

    @Test
    void anItemIsAddedToOneOfTheListsThatOverlap() {
        Probe<List<Integer>> lists =
                subscribe(Many.range(0, 2 * PARTS).buffer(PARTS, 1).take(2), Long.MAX_VALUE);
        assertEquals(PARTS, ((List<?>) lists.signals().get(1)).size());
        assertEquals(1, ((List<?>) lists.signals().get(1)).get(0));
        assertEquals("complete", lists.signals().get(2));
    }
}
