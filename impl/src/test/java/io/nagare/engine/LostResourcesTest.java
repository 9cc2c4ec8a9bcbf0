package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Async;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Watch;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.BlockingCallException;
import io.nagare.policy.Sharing;
import io.nagare.stage.Programs;
import io.nagare.sync.JoinSet;
import io.nagare.sync.OnceCell;
import io.nagare.sync.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** A resource that no subscriber got is closed, wherever its stream ends. */
class LostResourcesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final IllegalStateException BOOM = new IllegalStateException("boom");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Resource> made = new ArrayList<>();

    /** A resource that fails when it is closed twice. */
    private static final class Resource implements AutoCloseable {

        private boolean closed;

        @Override
        public void close() {
            assertFalse(closed, "closed twice");
            closed = true;
        }
    }

    private Resource make() {
        Resource resource = new Resource();
        made.add(resource);
        return resource;
    }

    private long open() {
        return made.stream().filter(resource -> !resource.closed).count();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            return false;
        }
    }

    private static <T> T boom() {
        throw BOOM;
    }

    private Probe<Object> serve(Publisher<?> program) {
        Probe<Object> probe = new Probe<>();
        Egress.serve(probe, Many.<Object>from(program), scheduler);
        scheduler.runAll();
        return probe;
    }

    @Test
    void whatASharedSourceHadEmittedWhenItEnded() {
        Map<String, Function<Many<Resource>, Many<Resource>>> ways = new LinkedHashMap<>();
        ways.put("share", Many::share);
        ways.put("share, laggards skip", source -> source.share(Sharing.laggardsSkip(64)));
        ways.put("publish", source -> source.publish(shared -> shared));
        ways.forEach((name, shared) -> {
            made.clear();
            Probe<Object> probe = serve(shared.apply(Many.range(0, 20).map(i -> make())));
            probe.request(2);
            scheduler.runAll();
            assertEquals(20, made.size(), name);
            probe.cancel();
            scheduler.runAll();
            assertEquals(2, open(), name);
        });
    }

    @Test
    void whatAStageHadWhenNobodyWantedItAnyMore() {
        serve(One.fromCompletionStage(() -> CompletableFuture.completedFuture(make())).takeUntil(One.empty()))
                .request(1);
        scheduler.runAll();
        assertEquals(1, made.size());
        assertEquals(0, open());
    }

    @Test
    void theItemOfATaskThatFailsBehindIt() {
        Task<Resource> task = EngineRuntime.on(scheduler).spawn(Programs.<Resource>drivenOne((subscriber, strand) ->
                subscriber.onSubscribe(new StrandSubscription() {
                    @Override
                    public void request(long n) {
                        subscriber.onNext(make());
                        subscriber.onError(BOOM);
                    }

                    @Override
                    public void cancel() {}
                })));
        scheduler.runAll();
        assertTrue(task.isDone());
        assertEquals(1, made.size());
        assertEquals(0, open());
    }

    @Test
    void whatTheTasksOfACancelledScopeHadOpened() {
        Probe<Object> probe = serve(Scope.open(scope -> {
            scope.spawn(One.fromCallable(this::make));
            scope.spawn(One.fromCallable(this::make));
            return One.never();
        }));
        probe.request(1);
        scheduler.runAll();
        assertEquals(2, made.size());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, open());
    }

    @Test
    void whatTheTasksOfAScopeGaveToSomebodyStaysOpen() {
        List<Resource> given = new ArrayList<>();
        Probe<Object> probe = serve(Scope.open(scope -> {
            Task<Resource> first = scope.spawn(One.fromCallable(this::make));
            return first.doOnNext(given::add).then(One.never());
        }));
        probe.request(1);
        scheduler.runAll();
        assertEquals(made, given);
        probe.cancel();
        scheduler.runAll();
        assertEquals(1, open());
    }

    @Test
    void whatAJavaStreamHadMadeAhead() {
        Probe<Object> probe = serve(Many.fromStream(() -> IntStream.range(0, 5).mapToObj(i -> make())));
        probe.request(1);
        scheduler.runAll();
        assertEquals(2, made.size());
        probe.cancel();
        scheduler.runAll();
        assertEquals(1, open());
    }

    @Test
    void whatAFunctionLookedAtThatThrew() {
        One<Resource> one = One.fromCallable(this::make);
        Map<String, Async<?, ?>> ways = new LinkedHashMap<>();
        ways.put("filter", one.filter(item -> boom()));
        ways.put("filter, subscribed to on a strand", one.hide().filter(item -> boom()));
        ways.put("doOnSuccess", one.doOnSuccess(item -> boom()));
        ways.put("zipWhen", one.zipWhen(item -> boom(), (first, second) -> first));
        ways.put("zipWhen, the other fails", one.zipWhen(item -> One.error(BOOM), (first, second) -> first));
        ways.put("zipWhen, the other is empty", one.zipWhen(item -> One.empty(), (first, second) -> first));
        ways.forEach((name, program) -> {
            made.clear();
            serve((Publisher<?>) program).request(1);
            scheduler.runAll();
            assertEquals(1, made.size(), name);
            assertEquals(0, open(), name);
        });
    }

    /** These places keep their item for others, so one subscriber must not close it. */
    @Test
    void whatIsStillWhereItCameFromStaysOpen() {
        OnceCell<Resource> cell = OnceCell.create();
        OnceCell<Resource> filled = OnceCell.create();
        filled.set(make());
        Map<String, One<Resource>> places = new LinkedHashMap<>();
        places.put("cell", cell.getOrInit(One.fromCallable(this::make)));
        places.put("cell that was filled before", filled.whenSet());
        places.put("watch", Watch.of(make()).receiver().next());
        places.put("memo", One.fromCallable(this::make).memoize());
        places.put("replay", Many.range(0, 1).map(i -> make()).replay(1).next());
        places.forEach((name, place) -> {
            Probe<Object> probe = serve(Many.zip(place, Many.never(), (first, second) -> first));
            probe.request(1);
            scheduler.runAll();
            probe.cancel();
            scheduler.runAll();
            assertEquals(made.size(), open(), name);
        });
        assertEquals(5, made.size());
    }

    @Test
    void whatWaitsForItsOtherWhenItIsCancelled() {
        Probe<Object> probe = serve(
                One.fromCallable(this::make).zipWhen(item -> One.never(), (first, second) -> first));
        probe.request(1);
        scheduler.runAll();
        assertEquals(1, open());
        probe.cancel();
        scheduler.runAll();
        assertEquals(0, open());
    }

    @Test
    void theResultsOfAJoinSetThatIsShutDown() {
        JoinSet<Resource> set = JoinSet.create();
        set.spawnOn(EngineRuntime.on(scheduler), One.fromCallable(this::make));
        scheduler.runAll();
        serve(set.shutdown()).request(1);
        scheduler.runAll();
        assertEquals(1, made.size());
        assertEquals(0, open());
        assertEquals(0, set.size());
    }

    /**
     * A future is cancelled, and a value is sent before its subscription is cancelled too. The value goes back to the
     * channel.
     */
    @Test
    void aValueForAFutureThatWasCancelledGoesBack() {
        Mpsc<Integer> channel = Mpsc.bounded(1);
        CountDownLatch onItsWay = new CountDownLatch(1);
        CompletableFuture<Integer> received =
                channel.receive().doOnNext(item -> onItsWay.countDown()).toFuture();
        CompletableFuture<Boolean> sent = received.handle((item, cancelled) -> {
            channel.trySend(1);
            return await(onItsWay);
        });
        assertTrue(received.cancel(false));
        assertTrue(sent.join());
        // The channel refuses a receiver until the cancelled one has left.
        One<Integer> again = channel.receive().retryWhen(failure -> One.delay(Duration.ofMillis(1)));
        assertEquals(1, again.block(LIMIT));
    }

    /**
     * After its effect has happened, a wait does not fail because of an interruption. The caller would try again and
     * repeat the effect.
     */
    @Test
    void aWaitThatIsInterruptedTellsWhatHasBeenDone() {
        for (int i = 0; i < 200; i++) {
            Mpsc<Integer> channel = Mpsc.bounded(4);
            boolean limited = i % 2 == 0;
            Thread.currentThread().interrupt();
            boolean sent;
            try {
                assertNull(limited ? channel.send(1).block(LIMIT) : channel.send(1).block());
                sent = true;
            } catch (BlockingCallException interrupted) {
                sent = false;
            }
            assertTrue(Thread.interrupted());
            assertEquals(sent ? 1 : 0, channel.size());
        }
    }
}
