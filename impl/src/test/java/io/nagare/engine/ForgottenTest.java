package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Flatten;
import io.nagare.stage.Programs;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A reference to one part of an ended stream keeps no other part alive. */
class ForgottenTest {

    private static final int MOST_COLLECTIONS = 100;
    private static final int MANY = 50;

    private final StepScheduler scheduler = new StepScheduler();

    /** The objects to which a test holds references. */
    private final List<Object> held = new ArrayList<>();

    private final Queue<WeakReference<Object>> watched = new ConcurrentLinkedQueue<>();

    private <T> Probe<T> demand(Publisher<T> stream) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return probe;
    }

    /** Holds the first object that it is given, and watches the others. */
    private <T> void see(T object) {
        if (held.isEmpty()) {
            held.add(object);
        } else {
            watched.add(new WeakReference<>(object));
        }
    }

    /** Fails unless all watched objects can be collected. */
    private void assertForgotten() throws InterruptedException {
        for (int i = 0; i < MOST_COLLECTIONS && stillThere() > 0; i++) {
            System.gc();
            Thread.sleep(10); // the collector does not say when it has cleared a reference
        }
        assertEquals(0, stillThere(), "still reachable, of " + watched.size());
        Reference.reachabilityFence(held);
    }

    private long stillThere() {
        return watched.stream().filter(reference -> reference.get() != null).count();
    }

    @Test
    void anInnerPublisherThatHasEndedKeepsNoneThatCameAfterItAlive() throws Exception {
        for (Flatten options : List.of(Flatten.concurrency(4), Flatten.concurrency(4).ordered())) {
            held.clear();
            watched.clear();
            Many<Object> stream = Many.range(0, MANY)
                    .flatMap(i -> inner(Many.just(i).delayElements(Duration.ofMillis(1 + i))), options);
            Probe<Object> probe = demand(stream.concatWith(Many.never()));
            scheduler.advance(Duration.ofSeconds(1));
            assertEquals(MANY, probe.signals().size());
            assertEquals(MANY - 1, watched.size());
            assertForgotten();
            probe.cancel();
        }
    }

    private Many<Object> inner(Many<?> items) {
        return Programs.driven((subscriber, strand) -> {
            see(subscriber);
            strand.attach(items, subscriber);
        });
    }

    @Test
    void innerPublishersThatWereCancelledDoNotKeepEachOtherAlive() throws Exception {
        Probe<Object> probe =
                demand(Many.range(0, MANY).flatMap(i -> inner(Many.never()), Flatten.concurrency(MANY)));
        assertEquals(MANY - 1, watched.size());
        probe.cancel();
        scheduler.runAll();
        assertForgotten();
    }

    /** Some sources end while they are started, and are removed from the list meanwhile. */
    @Test
    void allSourcesOfAListAreStarted() {
        List<Many<Integer>> sources =
                IntStream.range(0, MANY).mapToObj(Many::just).toList();
        assertEquals(MANY + 1, demand(Many.merge(sources, Flatten.concurrency(MANY))).signals().size());
        List<Many<Integer>> hooked =
                sources.stream().map(source -> source.doFirst(() -> {})).toList();
        assertEquals(MANY + 1, demand(Many.merge(hooked, Flatten.concurrency(MANY))).signals().size());
    }

    @Test
    void receiversThatHaveLeftABroadcastDoNotKeepEachOtherAlive() throws Exception {
        Broadcast<Integer> broadcast = Broadcast.lagging(4);
        List<Probe<Integer>> probes = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            probes.add(demand(Programs.driven(
                    (subscriber, strand) -> strand.attach(broadcast.receiver(), new Seen<>(subscriber)))));
        }
        probes.forEach(Probe::cancel);
        scheduler.runAll();
        probes.clear();
        assertEquals(MANY - 1, watched.size());
        assertForgotten();
    }

    @Test
    void anAbortedTaskWhoseJobStillRunsKeepsNoneOfItsSiblingsAlive() throws Exception {
        CountDownLatch begun = new CountDownLatch(MANY);
        CountDownLatch release = new CountDownLatch(1);
        try (Nagare runtime = Nagare.multiThread().workers(1).start()) {
            Task<?> task = runtime.spawn(Many.range(0, MANY)
                    .map(i -> i == MANY / 2 ? release : watched(new Object()))
                    .spawnEach(MANY, item -> {
                        begun.countDown();
                        return item == release ? One.blocking(() -> waited(release)) : One.never();
                    }));
            begun.await();
            task.abort();
            assertForgotten();
        } finally {
            release.countDown();
        }
    }

    private static int waited(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return 0;
    }

    @Test
    void idleThreadsKeepNoFinishedJobAlive() throws Exception {
        CountDownLatch each = new CountDownLatch(MANY);
        try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
            Many<Integer> calls = Many.range(0, 10 * MANY)
                    .flatMap(
                            i -> {
                                Object argument = watched(new Object());
                                return One.blocking(() -> {
                                    each.countDown();
                                    return waited(each) + argument.hashCode();
                                });
                            },
                            Flatten.concurrency(MANY));
            assertEquals(10 * MANY, runtime.spawn(calls.count()).block());
            assertForgotten();
        }
    }

    private Object watched(Object object) {
        watched.add(new WeakReference<>(object));
        return object;
    }

    /** Passes every signal on, and watches the subscription. */
    private final class Seen<T> extends StrandSubscriber<T> {

        private final StrandSubscriber<? super T> downstream;

        Seen(StrandSubscriber<? super T> downstream) {
            super(downstream);
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            see(subscription);
            downstream.onSubscribe(subscription);
        }

        @Override
        public boolean onNext(T item) {
            return downstream.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            downstream.onError(failure);
        }

        @Override
        public void onComplete() {
            downstream.onComplete();
        }
    }
}
