package io.nagare.mutiny;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.ProtocolViolationException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** Items, demand and ends cross to Mutiny and back. */
class ConversionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final IllegalStateException BROKEN = new IllegalStateException("it is broken");

    /** Otherwise the two threads would wait for each other in turn. */
    @Test
    void theThreadThatRequestsRunsTheStream() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Set<String> workers = ConcurrentHashMap.newKeySet();
        Many<Integer> stream = Many.range(0, 100_000).doOnNext(i -> {
            if (Nagare.isWorker(Thread.currentThread())) {
                workers.add(Thread.currentThread().getName());
            }
        });
        assertEquals(
                100_000,
                MutinyNagare.multi(stream)
                        .emitOn(executor)
                        .runSubscriptionOn(executor)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely()
                        .size());
        executor.shutdown();
        assertEquals(Set.of(), workers);
    }

    @Test
    void aStreamGoesThroughEveryTypeAndBack() {
        assertEquals(
                List.of(2, 3, 4),
                Many.just(1, 2, 3)
                        .as(MutinyNagare::multi)
                        .map(i -> i + 1)
                        .stage(MutinyNagare::many)
                        .collectList()
                        .block());
        assertEquals(
                2, One.just(1).as(MutinyNagare::uni).map(i -> i + 1).stage(MutinyNagare::one).block());
    }

    @Test
    void theMethodsAreConvertersOfMutiny() {
        assertEquals(
                List.of(1, 2),
                Multi.createFrom()
                        .converter(MutinyNagare::multi, Many.just(1, 2))
                        .convert()
                        .with(MutinyNagare::many)
                        .collectList()
                        .block());
        assertEquals(
                3,
                Uni.createFrom()
                        .converter(MutinyNagare::uni, One.just(3))
                        .convert()
                        .with(MutinyNagare::one)
                        .block());
    }

    @Test
    void nothingIsNull() {
        assertNull(MutinyNagare.uni(One.empty()).await().atMost(LIMIT));
        assertNull(MutinyNagare.one(Uni.createFrom().nullItem()).block());
        assertNull(MutinyNagare.one(Uni.createFrom().voidItem()).block());
        AtomicInteger items = new AtomicInteger();
        MutinyNagare.uni(One.empty())
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted()
                .assertItem(null);
        MutinyNagare.one(Uni.createFrom().nullItem()).subscribe(item -> items.incrementAndGet());
        assertEquals(0, items.get());
        assertEquals(List.of(), MutinyNagare.multi(Many.empty()).collect().asList().await().atMost(LIMIT));
    }

    @Test
    void failuresCrossAsTheyAre() {
        assertSame(BROKEN, failure(() -> MutinyNagare.uni(One.error(BROKEN)).await().atMost(LIMIT)));
        assertSame(BROKEN, failure(() -> MutinyNagare.multi(Many.error(BROKEN)).toUni().await().atMost(LIMIT)));
        assertSame(BROKEN, failure(() -> MutinyNagare.one(Uni.createFrom().failure(BROKEN)).block()));
        assertSame(BROKEN, failure(() -> MutinyNagare.many(Multi.createFrom().failure(BROKEN)).count().block()));
    }

    private static Throwable failure(Runnable call) {
        return assertThrows(IllegalStateException.class, call::run);
    }

    @Test
    void demandIsAsItIs() {
        List<Long> requested = new ArrayList<>();
        AssertSubscriber<Integer> subscriber = Multi.createFrom()
                .range(0, 10)
                .onRequest()
                .invoke(requested::add)
                .stage(MutinyNagare::many)
                .map(i -> i + 1)
                .as(MutinyNagare::multi)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(2));
        subscriber.assertItems(1, 2).assertNotTerminated();
        subscriber.awaitNextItems(3, LIMIT).assertItems(1, 2, 3, 4, 5);
        subscriber.cancel();
        assertEquals(5, requested.stream().mapToLong(Long::longValue).sum(), requested::toString);
    }

    @Test
    void cancellingReachesAStreamOfOurs() throws InterruptedException {
        BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
        List<Cancellable> subscriptions = List.of(
                MutinyNagare.multi(Many.never().doOnCancel(() -> cancelled.add("multi"))).subscribe().with(i -> {}),
                MutinyNagare.uni(One.never().doOnCancel(() -> cancelled.add("uni"))).subscribe().with(i -> {}));
        subscriptions.forEach(Cancellable::cancel);
        assertSeen(cancelled, "multi", "uni");
    }

    @Test
    void cancellingReachesASourceOfMutiny() throws InterruptedException {
        BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
        List<Subscription> subscriptions = List.of(
                MutinyNagare.many(Multi.createFrom()
                                .nothing()
                                .onCancellation()
                                .invoke(() -> cancelled.add("multi")))
                        .subscribe(),
                MutinyNagare.one(Uni.createFrom().nothing().onCancellation().invoke(() -> cancelled.add("uni")))
                        .subscribe());
        subscriptions.forEach(Subscription::cancel);
        assertSeen(cancelled, "multi", "uni");
    }

    private static void assertSeen(BlockingQueue<String> seen, String... expected) throws InterruptedException {
        Set<String> all = new HashSet<>();
        while (all.size() < expected.length) {
            all.add(requireNonNull(seen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> "only " + all));
        }
        assertEquals(Set.of(expected), all);
    }

    @Test
    void aSuccessIsNoCancellation() {
        List<String> cancelled = new ArrayList<>();
        MutinyNagare.one(Uni.createFrom().item(1).onCancellation().invoke(() -> cancelled.add("theirs"))).block();
        MutinyNagare.uni(One.just(1).doOnCancel(() -> cancelled.add("ours"))).await().atMost(LIMIT);
        assertEquals(List.of(), cancelled);
    }

    @Test
    void anEarlyEndDownstreamCancelsUpstream() {
        List<String> cancelled = new ArrayList<>();
        MutinyNagare.multi(Many.range(0, 100).doOnCancel(() -> cancelled.add("ours")))
                .select()
                .first()
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
        MutinyNagare.many(Multi.createFrom()
                        .range(0, 100)
                        .onCancellation()
                        .invoke(() -> cancelled.add("theirs")))
                .take(1)
                .count()
                .block();
        assertEquals(List.of("ours", "theirs"), cancelled);
    }

    @Test
    void aUniMayEmitLateAndFromAnotherThread() {
        AtomicReference<UniEmitter<? super Integer>> emitter = new AtomicReference<>();
        One<Integer> one = MutinyNagare.one(Uni.createFrom().<Integer>emitter(emitter::set));
        UniAssertSubscriber<Integer> subscriber =
                MutinyNagare.uni(one).subscribe().withSubscriber(UniAssertSubscriber.create());
        subscriber.assertNotTerminated();
        new Thread(() -> emitter.get().complete(7)).start();
        subscriber.awaitItem(LIMIT).assertItem(7);
    }

    @Test
    void aSubscriberThatThrowsGoesWhereMutinyDropsFailures() throws InterruptedException {
        try (Dropped dropped = new Dropped()) {
            for (One<Integer> one : List.of(One.just(1), One.<Integer>empty(), One.<Integer>error(BROKEN))) {
                MutinyNagare.uni(one).subscribe().withSubscriber(new UniSubscriber<>() {
                    @Override
                    public void onSubscribe(UniSubscription subscription) {}

                    @Override
                    public void onItem(Integer item) {
                        throw BROKEN;
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        throw BROKEN;
                    }
                });
                assertSame(BROKEN, dropped.next());
            }
            MutinyNagare.multi(Many.just(1)).subscribe().with(item -> {
                throw BROKEN;
            });
            assertSame(BROKEN, dropped.next());
            assertEquals(List.of(), dropped.all());
        }
    }

    @Test
    void aFatalErrorOfASubscriberDoesNotEndAWorker() {
        onWorker(() -> {
            MutinyNagare.uni(One.just(1)).subscribe().with(item -> {
                throw new StackOverflowError("planted");
            });
            MutinyNagare.multi(Many.just(1)).subscribe().with(item -> {
                throw new StackOverflowError("planted");
            });
        });
    }

    /** Runs a test on the only worker of a runtime that drops failures, and then looks whether the worker goes on. */
    private static void onWorker(Runnable test) {
        try (Dropped dropped = new Dropped();
                Nagare nagare = Nagare.multiThread().workers(1).onUnseenFailure((failure, where) -> {}).start()) {
            nagare.blockOn(nagare.spawn(One.fromRunnable(test)), LIMIT);
            assertEquals(1, nagare.blockOn(nagare.spawn(() -> 1), LIMIT));
        }
    }

    @Test
    void aPublisherThatBreaksARuleFailsTheStream() {
        Flow.Publisher<Integer> unruly = subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onNext(1);
            subscriber.onNext(2);
        };
        onWorker(() -> {
            AssertSubscriber<Integer> subscriber = AssertSubscriber.create(1);
            Many<Integer> many = MutinyNagare.many(Multi.createFrom().safePublisher(unruly));
            MutinyNagare.multi(many).subscribe().withSubscriber(subscriber);
            subscriber.assertFailedWith(ProtocolViolationException.class);
        });
    }

    /** A Uni that goes on after it was cancelled. */
    private static final class Unruly extends AbstractUni<AutoCloseable> {

        private UniSubscriber<? super AutoCloseable> subscriber;

        @Override
        public void subscribe(UniSubscriber<? super AutoCloseable> to) {
            subscriber = to;
            to.onSubscribe(() -> {});
        }
    }

    @Test
    void whatAUniSignalsTooLateIsNotLost() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Nagare nagare = Nagare.multiThread()
                .workers(1)
                .onUnseenFailure((failure, where) -> seen.add(failure.getMessage()))
                .start();
        try (nagare;
                Dropped dropped = new Dropped()) {
            for (boolean fails : new boolean[] {true, false}) {
                Unruly uni = new Unruly();
                CountDownLatch cancelled = new CountDownLatch(1);
                nagare.blockOn(
                        nagare.spawn(() -> {
                            MutinyNagare.one(uni).doOnCancel(cancelled::countDown).subscribe().cancel();
                            return null;
                        }),
                        LIMIT);
                assertTrue(cancelled.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
                if (fails) {
                    uni.subscriber.onFailure(BROKEN);
                } else {
                    AutoCloseable item = () -> seen.add("closed");
                    uni.subscriber.onItem(item);
                }
                String lost = dropped.all().isEmpty()
                        ? seen.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)
                        : dropped.next().getMessage();
                assertEquals(fails ? BROKEN.getMessage() : "closed", lost);
            }
        }
    }

    @Test
    void nullsAreRefusedByName() {
        assertNamed("many", () -> MutinyNagare.multi(null));
        assertNamed("one", () -> MutinyNagare.uni(null));
        assertNamed("multi", () -> MutinyNagare.many(null));
        assertNamed("uni", () -> MutinyNagare.one(null));
        assertNamed("runtime", () -> MutinyNagare.executor(null));
    }

    private static void assertNamed(String what, Runnable call) {
        assertEquals(what, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
