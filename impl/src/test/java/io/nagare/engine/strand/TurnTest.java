package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.TaskCancelledException;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;

/**
 * A stream that always has more to do lets other tasks of its worker run, and sees demand and cancellation from others.
 */
@Timeout(60)
class TurnTest {

    private static final int MANY = Integer.MAX_VALUE;

    private final Nagare nagare = Nagare.multiThread().workers(1).start();
    private final Nagare other = Nagare.multiThread().workers(1).start();

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(20)));
        assertTrue(other.close(Duration.ofSeconds(20)));
    }

    /** A publisher that emits within {@code request}. Rule 3.3 allows this if it does not recurse. */
    private static final class Synchronous implements Publisher<Integer> {

        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                private long demand;
                private boolean sending;
                private boolean cancelled;
                private int next;

                @Override
                public void request(long n) {
                    demand += n;
                    if (sending) {
                        return;
                    }
                    sending = true;
                    for (; demand > 0 && !cancelled; demand--) {
                        subscriber.onNext(next++);
                    }
                    sending = false;
                }

                @Override
                public void cancel() {
                    cancelled = true;
                }
            });
        }
    }

    static Stream<Many<?>> endless() {
        return Stream.of(
                Many.range(0, MANY),
                Many.from(new Synchronous()),
                Many.from(Flux.range(0, MANY)),
                Many.from(Flux.range(0, MANY)).limitRate(10),
                Many.from(Flux.range(0, MANY)).buffer(10),
                Many.just(1).concatMap(i -> Flux.range(0, MANY)),
                Many.just(1, 2).flatMap(i -> Flux.range(0, MANY)),
                Many.just(1, 2).flatMap(i -> Many.range(0, MANY)),
                Many.merge(Flux.range(0, MANY), Many.never()),
                Many.zip(Flux.range(0, MANY), Many.range(0, MANY), Integer::sum));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void anEndlessStreamLetsOthersRunAndCanBeAborted(Many<?> endless) {
        AtomicInteger items = new AtomicInteger();
        Task<?> task = nagare.spawn(endless.doOnNext(i -> items.incrementAndGet()));
        assertEquals(1, nagare.blockOn(One.delay(Duration.ofMillis(1)).thenReturn(1).runOn(nagare)));
        assertTrue(items.get() > 0, "the stream has not begun");
        task.abort();
        assertThrows(TaskCancelledException.class, task::join);
    }

    /** A turn ends by the time of its items, and not only by their number. */
    @Test
    void aStreamOfSlowItemsIsAbortedSoon() {
        AtomicInteger items = new AtomicInteger();
        Task<?> task = nagare.spawn(Many.range(0, MANY).doOnNext(i -> {
            items.incrementAndGet();
            busy();
        }));
        nagare.blockOn(One.fromCallable(() -> 1).runOn(nagare));
        task.abort();
        int before = items.get();
        assertThrows(TaskCancelledException.class, task::join);
        int more = items.get() - before;
        assertTrue(more < 200, () -> more + " items of some 100 us after it was aborted");
    }

    @Test
    void aWindowThatIsReadElsewhereIsReadWhileItsSourceGoesOn() {
        AtomicInteger made = new AtomicInteger();
        int first = nagare.blockOn(slow(made)
                .window(3)
                .runOn(other)
                .flatMap(window -> window.map(i -> made.get()))
                .next());
        assertTrue(first < 1000, () -> "the first item was read when there were " + first);
    }

    @Test
    void aGroupThatIsReadElsewhereIsReadWhileItsSourceGoesOn() {
        AtomicInteger made = new AtomicInteger();
        int first = nagare.blockOn(slow(made)
                .groupBy(i -> i % 3, Grouping.atMost(3))
                .flatMap(group -> group.items().runOn(other).map(i -> made.get()), Flatten.concurrency(3))
                .next());
        assertTrue(first < 1000, () -> "the first item was read when there were " + first);
    }

    /** The source never has to wait, so the iterating thread makes the items itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 256, 257, 10_000})
    void aTaskIteratesOverAStreamThatWaitsForNothing(int count) {
        assertEquals(count, nagare.blockOn(One.fromCallable(() -> {
            int items = 0;
            for (int ignored : Many.range(0, count).toIterable()) {
                items++;
            }
            return items;
        }).runOn(nagare)));
    }

    @Test
    void aTaskIteratesOverAStreamOfSlowItems() {
        assertEquals(300, nagare.blockOn(One.fromCallable(() -> {
            int items = 0;
            for (int ignored : slow(new AtomicInteger()).take(300).toIterable()) {
                items++;
            }
            return items;
        }).runOn(nagare)));
    }

    @Test
    void closingARuntimeTellsNobodyOfTheTasksThatItCancels() {
        Queue<Throwable> unseen = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 20; round++) {
            Nagare closed = Nagare.multiThread()
                    .workers(2)
                    .onUnseenFailure((failure, where) -> unseen.add(failure))
                    .start();
            AtomicInteger items = new AtomicInteger();
            Many<Integer> endless = Many.range(0, MANY).doOnNext(i -> items.incrementAndGet());
            for (int i = 0; i < 5; i++) {
                closed.spawn(endless.groupBy(item -> item % 8, Grouping.atMost(8))
                        .flatMap(group -> group.items().runOn(closed), Flatten.concurrency(8)));
                closed.spawn(Many.zip(endless.runOn(closed), endless.runOn(closed), Integer::sum));
            }
            while (items.get() < 1000) {
                Thread.onSpinWait();
            }
            closed.close();
        }
        assertEquals(List.of(), List.copyOf(unseen));
    }

    private static Many<Integer> slow(AtomicInteger made) {
        return Many.range(0, 4000).doOnNext(i -> {
            made.incrementAndGet();
            busy();
        });
    }

    private static void busy() {
        long until = System.nanoTime() + 100_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
