package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.engine.ReferenceEngine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Random pipelines give the same signals here, in the reference engine, in Reactor and in RxJava, with any demand and
 * on any strands. If they are cancelled, they give a prefix of those signals. A failure names the seed. The system
 * property {@code nagare.pipelines} sets the number of pipelines.
 */
class DifferentialTest {

    private static final int PIPELINES = Integer.getInteger("nagare.pipelines", 12_000);

    @Test
    void randomPipelinesGiveTheSameSignalsWhateverTheDemand() {
        for (long seed = 0; seed < PIPELINES; seed++) {
            RandomPipeline pipeline = new RandomPipeline(seed);
            String name = "seed " + seed + ": " + pipeline;
            Outcome expected = ReferenceEngine.run(pipeline.ours);
            Demanding unbounded = new Demanding(new Random(seed), Long.MAX_VALUE, Integer.MAX_VALUE);
            pipeline.ours.subscribe(unbounded);
            assertSame(expected, unbounded, false, name + ", unbounded");

            if (!pipeline.mayOvertake()) {
                Demanding reactors = new Demanding(new Random(seed), Long.MAX_VALUE, Integer.MAX_VALUE);
                pipeline.reactors.subscribe(reactors);
                assertEquals(reactors.items, unbounded.items, name + ", Reactor");
                assertEquals(text(reactors.end), text(unbounded.end), name + ", Reactor's end");
                if (pipeline.rx != null) {
                    Demanding rx = new Demanding(new Random(seed), Long.MAX_VALUE, Integer.MAX_VALUE);
                    pipeline.rx.subscribe(rx);
                    assertEquals(rx.items, unbounded.items, name + ", RxJava");
                    assertEquals(text(rx.end), text(unbounded.end), name + ", RxJava's end");
                }
            }

            Demanding stepping = new Demanding(new Random(seed), 1 + seed % 7, Integer.MAX_VALUE);
            pipeline.ours.subscribe(stepping);
            assertSame(expected, stepping, pipeline.isUnordered(), name + ", in steps");
        }
    }

    @Test
    void aPipelineThatIsCancelledGivesAPrefixAndNothingAfter() {
        for (long seed = 0; seed < PIPELINES / 4; seed++) {
            RandomPipeline pipeline = new RandomPipeline(seed);
            Outcome expected = ReferenceEngine.run(pipeline.ours);
            int cancelAfter = 1 + (int) (seed % 10);
            Demanding cancelling = new Demanding(new Random(seed), 1 + seed % 5, cancelAfter);
            pipeline.ours.subscribe(cancelling);
            String name = "seed " + seed + ": " + pipeline;
            assertTrue(cancelling.items.size() <= cancelAfter, name);
            if (!pipeline.isUnordered()) {
                assertEquals(expected.items().subList(0, cancelling.items.size()), cancelling.items, name);
            }
            if (cancelling.items.size() == cancelAfter) {
                assertEquals(null, cancelling.end, name);
            }
        }
    }

    @Test
    void aPipelineOnSeveralStrandsGivesTheSame() throws InterruptedException {
        try (Nagare runtime = Nagare.multiThread().workers(2).name("differential").start()) {
            for (long seed = 0; seed < PIPELINES / 4; seed++) {
                RandomPipeline pipeline = new RandomPipeline(seed, runtime);
                String name = "seed " + seed + " on strands: " + pipeline;
                Outcome expected = ReferenceEngine.run(new RandomPipeline(seed, runtime).ours);
                boolean anyOrder = pipeline.isUnordered() || pipeline.mayOvertake();
                CountDownLatch over = new CountDownLatch(1);
                int cancelAfter = seed % 3 == 0 ? 1 + (int) (seed % 10) : Integer.MAX_VALUE;
                Demanding elsewhere = new Demanding(new Random(seed), 1 + seed % 7, cancelAfter);
                elsewhere.over = over;
                pipeline.ours.subscribe(elsewhere);
                assertTrue(over.await(20, TimeUnit.SECONDS), name + ", no end");
                if (elsewhere.items.size() == cancelAfter) {
                    assertEquals(null, elsewhere.end, name);
                    if (!anyOrder) {
                        assertEquals(expected.items().subList(0, cancelAfter), elsewhere.items, name);
                    }
                } else {
                    assertSame(expected, elsewhere, anyOrder, name);
                }
            }
        }
    }

    private static void assertSame(Outcome expected, Demanding actual, boolean anyOrder, String name) {
        List<Object> wanted = expected.items();
        List<Object> got = actual.items;
        if (anyOrder) {
            // With bounded demand inner publishers take turns, and a failure may overtake waiting items. Later stages
            // then differ too.
            return;
        }
        assertEquals(wanted, got, name);
        assertEquals(text(expected.end() == Outcome.NEVER ? null : expected.end()), text(actual.end), name);
    }

    private static String text(Object end) {
        return end instanceof Throwable failure ? failure.getClass().getSimpleName() + failure.getMessage() : "" + end;
    }

    /**
     * Requests in batches of a random size up to {@code step}, reentrantly or not, and cancels after {@code
     * cancelAfter} items. It checks the protocol.
     */
    private static final class Demanding implements Subscriber<Object> {

        private final Random random;
        private final long step;
        private final int cancelAfter;
        private final List<Object> items = new ArrayList<>();
        private Object end;
        private Subscription upstream;
        private long outstanding;
        private boolean cancelled;

        /** Released when the stream has ended or was cancelled. */
        private CountDownLatch over = new CountDownLatch(1);

        Demanding(Random random, long step, int cancelAfter) {
            this.random = random;
            this.step = step;
            this.cancelAfter = cancelAfter;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            assertEquals(null, upstream, "second onSubscribe");
            upstream = subscription;
            request();
        }

        private void request() {
            long n = step == Long.MAX_VALUE ? step : 1 + random.nextInt((int) step);
            outstanding = outstanding + n < 0 ? Long.MAX_VALUE : outstanding + n;
            upstream.request(n);
        }

        @Override
        public void onNext(Object item) {
            assertTrue(end == null && !cancelled, "an item after the end or after cancel");
            assertTrue(outstanding > 0, "an item that was not requested");
            if (outstanding != Long.MAX_VALUE) {
                outstanding--;
            }
            items.add(item);
            if (items.size() == cancelAfter) {
                cancelled = true;
                upstream.cancel();
                over.countDown();
            } else if (outstanding == 0) {
                request();
            }
        }

        @Override
        public void onError(Throwable failure) {
            assertTrue(end == null && !cancelled, "an end after the end or after cancel");
            end = failure;
            over.countDown();
        }

        @Override
        public void onComplete() {
            assertTrue(end == null && !cancelled, "an end after the end or after cancel");
            end = "complete";
            over.countDown();
        }
    }
}
