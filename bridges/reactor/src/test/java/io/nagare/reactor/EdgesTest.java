package io.nagare.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.policy.Flatten;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Random pipelines whose operators are of this library, of Reactor and of RxJava give the same signals as if all were
 * ours. If they are cancelled, they give a prefix, and each source learns of it. A failure names the seed. The system
 * property {@code nagare.pipelines} sets the number of pipelines.
 */
class EdgesTest {

    private static final int PIPELINES = Integer.getInteger("nagare.pipelines", 4_000);
    private static final long LIMIT_SECONDS = 20;

    private final Queue<Throwable> undelivered = new ConcurrentLinkedQueue<>();

    /** RxJava tells its handler of a failure that it held back behind items, when it is cancelled before. */
    @BeforeEach
    void handleFailuresOfRxJava() {
        RxJavaPlugins.setErrorHandler(failure -> {
            if (!(failure.getCause() instanceof RandomEdges.Planted)) {
                undelivered.add(failure);
            }
        });
    }

    @AfterEach
    void resetRxJava() {
        RxJavaPlugins.setErrorHandler(null);
        assertEquals(List.of(), List.copyOf(undelivered));
    }

    @Test
    void edgesChangeNoSignal() throws InterruptedException {
        play(PIPELINES, null, null);
    }

    @Test
    void norDoEdgesBetweenThreads() throws InterruptedException {
        try (Nagare runtime = Nagare.multiThread().workers(2).start()) {
            Scheduler scheduler = ReactorNagare.scheduler(runtime);
            play(PIPELINES / 4, runtime, scheduler);
            scheduler.dispose();
        }
    }

    private static void play(int pipelines, Nagare runtime, Scheduler scheduler) throws InterruptedException {
        for (long seed = 0; seed < pipelines; seed++) {
            RandomEdges straight = new RandomEdges(seed, false, null, null);
            RandomEdges crossing = new RandomEdges(seed, true, runtime, scheduler);
            String name = "seed " + seed + ": " + crossing.text;
            Recorder expected = new Recorder(new Random(seed), Long.MAX_VALUE, Integer.MAX_VALUE);
            straight.made.subscribe(expected);
            expected.awaitEnd(name + ", without edges");

            int cancelAfter = seed % 3 == 0 ? 1 + (int) (seed % 10) : Integer.MAX_VALUE;
            long step = seed % 2 == 0 ? 1 + seed % 7 : Long.MAX_VALUE;
            Recorder actual = new Recorder(new Random(seed), step, cancelAfter);
            crossing.made.subscribe(actual);
            actual.awaitEnd(name);
            if (actual.cancelled) {
                assertEquals(expected.items.subList(0, cancelAfter), actual.items, name);
            } else {
                assertEquals(expected.items, actual.items, name);
                assertEquals(text(expected.end), text(actual.end), name);
            }
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (crossing.open.get() > 0 && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            assertEquals(0, crossing.open.get(), name + ", sources that go on");
        }
    }

    private static String text(Object end) {
        return end instanceof Throwable failure ? failure.getClass().getSimpleName() + failure.getMessage() : "" + end;
    }

    /** Requests in batches of a random size up to {@code step}, and cancels after {@code cancelAfter} items. */
    private static final class Recorder implements Subscriber<Integer> {

        private final Random random;
        private final long step;
        private final int cancelAfter;
        private final List<Integer> items = new ArrayList<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private Object end;
        private String broken;
        private Subscription upstream;
        private long outstanding;
        private boolean cancelled;

        Recorder(Random random, long step, int cancelAfter) {
            this.random = random;
            this.step = step;
            this.cancelAfter = cancelAfter;
        }

        void awaitEnd(String name) throws InterruptedException {
            assertTrue(over.await(LIMIT_SECONDS, TimeUnit.SECONDS), name + ", no end");
            assertEquals(null, broken, name);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            request();
        }

        private void request() {
            long n = step == Long.MAX_VALUE ? step : 1 + random.nextInt((int) step);
            outstanding = n;
            upstream.request(n);
        }

        @Override
        public void onNext(Integer item) {
            if (cancelled) {
                // Reactive Streams lets items come for a while.
                return;
            }
            if (end != null || outstanding == 0) {
                broken = item + " came after the end or without demand";
            }
            items.add(item);
            if (items.size() == cancelAfter) {
                cancelled = true;
                upstream.cancel();
                over.countDown();
            } else if (outstanding != Long.MAX_VALUE && --outstanding == 0) {
                request();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end(failure);
        }

        @Override
        public void onComplete() {
            end("complete");
        }

        private void end(Object how) {
            if (cancelled) {
                return;
            }
            if (end != null) {
                broken = how + " came after " + end;
            }
            end = how;
            over.countDown();
        }
    }

    /** A pipeline. With the same seed it has the same operators, with edges between them or without. */
    private static final class RandomEdges {

        /** The failure that functions throw on purpose. */
        private static final class Planted extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Planted(String message) {
                super(message, null, false, false);
            }
        }

        private final Random random;

        /** Decides on edges alone, so that they do not change the operators. */
        private final Random chance;

        private final boolean crossing;
        private final Nagare runtime;
        private final Scheduler scheduler;
        private final StringBuilder text = new StringBuilder();

        /** How many sources have begun and not ended. */
        private final AtomicInteger open;

        private Publisher<Integer> made;

        RandomEdges(long seed, boolean crossing, Nagare runtime, Scheduler scheduler) {
            this(new Random(seed), new Random(~seed), crossing, runtime, scheduler, new AtomicInteger());
            source();
            int operators = 1 + random.nextInt(12);
            for (int i = 0; i < operators; i++) {
                operator();
            }
        }

        private RandomEdges(
                Random random,
                Random chance,
                boolean crossing,
                Nagare runtime,
                Scheduler scheduler,
                AtomicInteger open) {
            this.random = random;
            this.chance = chance;
            this.crossing = crossing;
            this.runtime = runtime;
            this.scheduler = scheduler;
            this.open = open;
        }

        /** Makes a short pipeline for operators that take another publisher. */
        private RandomEdges inner() {
            RandomEdges inner = new RandomEdges(random, chance, crossing, runtime, scheduler, open);
            inner.source();
            return inner;
        }

        private int library() {
            return crossing ? chance.nextInt(3) : 0;
        }

        private static Many<Integer> many(Publisher<Integer> publisher) {
            return publisher instanceof Flux<Integer> flux ? ReactorNagare.many(flux) : Many.from(publisher);
        }

        private static Flux<Integer> flux(Publisher<Integer> publisher) {
            return publisher instanceof Many<Integer> many ? ReactorNagare.flux(many) : Flux.from(publisher);
        }

        private static Flowable<Integer> flowable(Publisher<Integer> publisher) {
            return Flowable.fromPublisher(publisher);
        }

        private void source() {
            int n = random.nextInt(40);
            boolean fails = random.nextInt(4) == 0;
            Planted failure = new Planted("source");
            int library = library();
            switch (library) {
                case 0 -> {
                    Many<Integer> items = Many.range(0, n);
                    Many<Integer> all = fails ? items.concatWith(Many.error(failure)) : items;
                    made = Many.defer(() -> {
                        open.incrementAndGet();
                        return all.doFinally(end -> open.decrementAndGet());
                    });
                }
                case 1 -> {
                    Flux<Integer> items = Flux.range(0, n);
                    Flux<Integer> all = fails ? items.concatWith(Flux.error(failure)) : items;
                    made = Flux.defer(() -> {
                        open.incrementAndGet();
                        return all.doFinally(end -> open.decrementAndGet());
                    });
                }
                default -> {
                    Flowable<Integer> items = Flowable.range(0, n);
                    Flowable<Integer> all = fails ? items.concatWith(Flowable.error(failure)) : items;
                    made = Flowable.defer(() -> {
                        open.incrementAndGet();
                        return all.doFinally(open::decrementAndGet);
                    });
                }
            }
            text.append(fails ? "failing(" : "range(").append(n).append(") ").append(library).append(' ');
        }

        private void operator() {
            int which = random.nextInt(17);
            int n = random.nextInt(20);
            RandomEdges other = which >= 14 ? inner() : null;
            int library = library();
            made = switch (library) {
                case 0 -> ours(which, n, other, many(made));
                case 1 -> reactors(which, n, other, flux(made));
                default -> rx(which, n, other, flowable(made));
            };
            text.append(which + "(" + (other == null ? "" + n : other.text) + ") " + library + " ");
            if (runtime != null && chance.nextInt(4) == 0) {
                elsewhere(1 + chance.nextInt(8));
            }
        }

        /** Moves what is downstream to another thread. */
        private void elsewhere(int prefetch) {
            int library = library();
            made = switch (library) {
                case 0 -> many(made).runOn(runtime);
                case 1 -> flux(made).publishOn(scheduler, prefetch);
                default -> flowable(made).observeOn(Schedulers.computation(), true, prefetch);
            };
            text.append("elsewhere ").append(library).append(' ');
        }

        private static Integer fail(int item, int at) {
            if (item == at) {
                throw new Planted("at " + at);
            }
            return item;
        }

        private static int sum(List<Integer> items) {
            return items.stream().mapToInt(Integer::intValue).sum();
        }

        private static Publisher<Integer> ours(int which, int n, RandomEdges other, Many<Integer> from) {
            return switch (which) {
                case 0 -> from.map(i -> i + n);
                case 1 -> from.filter(i -> i % 3 != 0);
                case 2 -> from.take(n);
                case 3 -> from.skip(n);
                case 4 -> from.takeWhile(i -> i < n);
                case 5 -> from.map(i -> fail(i, n));
                case 6 -> from.scan(Integer::sum);
                case 7 -> from.onErrorReturn(failure -> n);
                case 8 -> from.defaultIfEmpty(n);
                case 9 -> from.buffer(1 + n).map(RandomEdges::sum);
                case 10 -> from.retry(1);
                case 11 -> from.repeat(1);
                case 12 -> from.takeLast(n);
                // Otherwise a failure passes at once: before the rest of a publisher that waits for demand.
                case 13 -> from.flatMap(
                        i -> Many.range(i, Math.floorMod(i, 4)), Flatten.oneByOne().delayingErrors());
                case 14 -> from.concatWith(many(other.made));
                case 15 -> from.switchIfEmpty(() -> many(other.made));
                default -> from.onErrorResume(failure -> many(other.made));
            };
        }

        private static Publisher<Integer> reactors(int which, int n, RandomEdges other, Flux<Integer> from) {
            return switch (which) {
                case 0 -> from.map(i -> i + n);
                case 1 -> from.filter(i -> i % 3 != 0);
                case 2 -> from.take(n);
                case 3 -> from.skip(n);
                case 4 -> from.takeWhile(i -> i < n);
                case 5 -> from.map(i -> fail(i, n));
                case 6 -> from.scan(Integer::sum);
                case 7 -> from.onErrorReturn(n);
                case 8 -> from.defaultIfEmpty(n);
                case 9 -> from.buffer(1 + n).map(RandomEdges::sum);
                case 10 -> from.retry(1);
                case 11 -> from.repeat(1);
                case 12 -> from.takeLast(n);
                case 13 -> from.concatMapDelayError(i -> Flux.range(i, Math.floorMod(i, 4)), true, 1 + n);
                case 14 -> from.concatWith(flux(other.made));
                case 15 -> from.switchIfEmpty(flux(other.made));
                default -> from.onErrorResume(failure -> flux(other.made));
            };
        }

        private static Publisher<Integer> rx(int which, int n, RandomEdges other, Flowable<Integer> from) {
            return switch (which) {
                case 0 -> from.map(i -> i + n);
                case 1 -> from.filter(i -> i % 3 != 0);
                case 2 -> from.take(n);
                case 3 -> from.skip(n);
                case 4 -> from.takeWhile(i -> i < n);
                case 5 -> from.map(i -> fail(i, n));
                case 6 -> from.scan(Integer::sum);
                case 7 -> from.onErrorReturnItem(n);
                case 8 -> from.defaultIfEmpty(n);
                case 9 -> from.buffer(1 + n).map(RandomEdges::sum);
                case 10 -> from.retry(1);
                case 11 -> from.repeat(2);
                case 12 -> from.takeLast(n);
                case 13 -> from.concatMapDelayError(i -> Flowable.range(i, Math.floorMod(i, 4)), true, 1 + n);
                case 14 -> from.concatWith(flowable(other.made));
                case 15 -> from.switchIfEmpty(flowable(other.made));
                default -> from.onErrorResumeNext(failure -> flowable(other.made));
            };
        }
    }
}
