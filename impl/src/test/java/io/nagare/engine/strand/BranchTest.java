package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.TaskLocal;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.Branch;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.failure.SubscribedTwiceException;
import io.nagare.stage.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A branch of one strand. Subscribers on this strand and on another one use it. */
class BranchTest {

    private final StepScheduler home = new StepScheduler();
    private final StepScheduler elsewhere = new StepScheduler();
    private final List<String> log = new ArrayList<>();
    private final TaskLocal<String> where = TaskLocal.named("where");
    private StrandSubscriber<? super Integer> out;
    private Branch<Integer> branch;

    /** Starts the endless strand to which the branch belongs. */
    private Probe<Object> trunk(Many<Object> also) {
        Probe<Object> probe = new Probe<>();
        Many<Object> trunk = Programs.driven((subscriber, strand) -> {
            branch = new Branch<Integer>("a branch", this::open, strand);
            strand.attach(also, new Forwarder(subscriber));
        });
        Egress.serve(probe, trunk.contextWrite(where, "home"), home);
        home.runAll();
        return probe;
    }

    private void open(StrandSubscriber<? super Integer> subscriber, Strand strand) {
        log.add("opened " + strand.isCurrent());
        out = subscriber;
        subscriber.onSubscribe(new StrandSubscription() {
            @Override
            public void request(long n) {
                log.add("request " + n + " " + strand.isCurrent());
            }

            @Override
            public void cancel() {
                log.add("cancel " + strand.isCurrent());
            }
        });
    }

    private static final class Forwarder extends StrandSubscriber<Object> {

        private final StrandSubscriber<? super Object> downstream;

        Forwarder(StrandSubscriber<? super Object> downstream) {
            super(downstream);
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(StrandSubscription subscription) {
            downstream.onSubscribe(subscription);
        }

        @Override
        public boolean onNext(Object item) {
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

    private Probe<Integer> subscribeElsewhere() {
        Probe<Integer> probe = new Probe<>();
        Egress.serve(probe, Programs.driven(branch), elsewhere);
        return probe;
    }

    private void runBoth() {
        while (home.readyCount() + elsewhere.readyCount() > 0) {
            home.runAll();
            elsewhere.runAll();
        }
    }

    @Test
    void onlyItsOwnStrandTouchesTheSource() {
        trunk(Many.never());
        Probe<Integer> probe = subscribeElsewhere();
        assertTrue(branch.isClaimed());
        assertEquals(List.of(), log);
        probe.request(2);
        runBoth();
        assertEquals(List.of("opened true", "request 2 true"), log);
        out.onNext(7);
        out.onNext(8);
        out.onComplete();
        assertEquals(List.of(), probe.signals());
        runBoth();
        assertEquals(List.of(7, 8, "complete"), probe.signals());
        assertEquals(0, elsewhere.liveCount());
    }

    @Test
    void cancellationReachesTheSourceAlsoBeforeItIsOpen() {
        trunk(Many.never());
        subscribeElsewhere().cancel();
        runBoth();
        assertEquals(List.of("opened true", "cancel true"), log);
    }

    @Test
    void demandIsNoMoreThanTheRingHolds() {
        trunk(Many.never());
        subscribeElsewhere().request(Long.MAX_VALUE);
        runBoth();
        assertEquals(List.of("opened true", "request 256 true"), log);
    }

    @Test
    void aFailureIsPassedOn() {
        trunk(Many.never());
        Probe<Integer> probe = subscribeElsewhere();
        runBoth();
        IllegalStateException failure = new IllegalStateException("planted");
        out.onError(failure);
        runBoth();
        assertEquals(List.of(failure), probe.signals());
    }

    @Test
    void theSecondSubscriberIsRefused() {
        trunk(Many.never());
        Probe<Integer> first = subscribeElsewhere();
        SubscribedTwiceException refused = assertInstanceOf(
                SubscribedTwiceException.class, subscribeElsewhere().signals().get(0));
        assertTrue(refused.getMessage().startsWith("a branch can be subscribed to once"), refused.getMessage());
        assertEquals(List.of(), first.signals());
    }

    @Test
    void aSubscriberOnTheSameStrandIsJoinedDirectlyWithItsOwnLocals() {
        List<String> seen = new ArrayList<>();
        Probe<Object> probe = trunk(Many.defer(() -> Programs.<Integer>driven(branch)
                        .map(i -> {
                            seen.add(where.getOr("?"));
                            return (Object) i;
                        })
                        .contextWrite(where, "inside")));
        probe.request(5);
        home.runAll();
        assertEquals(List.of("opened true", "request 5 true"), log);
        assertNotNull(out);
        out.onNext(3);
        assertEquals(List.of(3), probe.signals());
        assertEquals(List.of("inside"), seen);
    }

    /** The thread that runs the branch's strand then runs both strands, but they remain two. */
    @Test
    void aStrandThatIsOpenedByTheSameThreadIsAnotherOne() {
        Probe<Integer> inner = new Probe<>();
        Probe<Object> probe = trunk(Many.<Object>just("go").doOnNext(go -> {
            Egress.serve(inner, Programs.driven(branch), elsewhere);
            assertEquals(List.of(), log);
        }));
        probe.request(1);
        home.runAll();
        assertEquals(List.of("opened true"), log);
        inner.request(1);
        runBoth();
        assertEquals(List.of("opened true", "request 1 true"), log);
    }
}
