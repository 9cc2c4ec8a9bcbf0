package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.driver.Guarded;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a guarded subscriber throws is told to its library, and to nobody else. */
class GuardedTest {

    private static final IllegalStateException BROKEN = new IllegalStateException("it is broken");

    private final StepScheduler scheduler = new StepScheduler();
    private final List<Throwable> told = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    /** Throws at its second item. */
    private final class Throwing implements Subscriber<Integer> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer item) {
            seen.add("item " + item);
            if (item == 2) {
                throw BROKEN;
            }
        }

        @Override
        public void onError(Throwable failure) {
            seen.add("failure");
        }

        @Override
        public void onComplete() {
            seen.add("complete");
        }
    }

    @Test
    void aSubscriberThatThrowsCancelsItsStreamAndHearsNoMore() {
        Many<Integer> many = Many.range(1, 5).doOnCancel(() -> seen.add("cancelled"));
        Egress.serve(new Guarded<>(new Throwing(), told::add), many, scheduler);
        scheduler.runAll();
        assertEquals(List.of("item 1", "item 2", "cancelled"), seen);
        assertEquals(List.of(BROKEN), told);
        assertEquals(List.of(), scheduler.unseen());
    }

    /** The source need not have heard of the cancellation yet. */
    @Test
    void anEndThatComesAfterwardsIsNotHanded() {
        IllegalArgumentException late = new IllegalArgumentException("late");
        for (Throwable failure : new Throwable[] {null, late}) {
            seen.clear();
            told.clear();
            Guarded<Integer> guarded = new Guarded<>(new Throwing(), told::add);
            guarded.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                    seen.add("cancelled");
                }
            });
            guarded.onNext(2);
            if (failure == null) {
                guarded.onComplete();
            } else {
                guarded.onError(failure);
            }
            assertEquals(List.of("item 2", "cancelled"), seen);
            assertEquals(failure == null ? List.of(BROKEN) : List.of(BROKEN, late), told);
        }
    }

    @Test
    void aPublisherThatGuardsIsNamedAsItsStream() {
        Many<Integer> many = Many.range(1, 2);
        Publisher<Integer> guarding = Guarded.of(many, told::add);
        assertEquals(many.toString(), guarding.toString());
        guarding.subscribe(new Throwing());
        assertSame(BROKEN, told.get(0));
    }

    @Test
    void nullsAreRefusedByName() {
        assertNamed("to", () -> new Guarded<>(null, told::add));
        assertNamed("unseen", () -> new Guarded<>(new Throwing(), null));
        assertNamed("stream", () -> Guarded.of(null, told::add));
        assertNamed("unseen", () -> Guarded.of(Many.empty(), null));
    }

    private static void assertNamed(String what, Runnable call) {
        assertEquals(what, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
