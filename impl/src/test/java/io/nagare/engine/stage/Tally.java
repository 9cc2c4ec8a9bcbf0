package io.nagare.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.emit.Emitter;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Cancels or fails an operator at every step, with little and much demand, from outside and from within {@code onNext}.
 * It compares the items that went in with the items that came out. Each item must be delivered once or discarded once.
 */
public final class Tally {

    private static final int ITEMS = 12;

    private enum Ending {
        CANCEL_OUTSIDE,
        CANCEL_WITHIN,
        FAIL,
        COMPLETE
    }

    private Tally() {}

    /**
     * Checks an operator.
     *
     * @param itemsOf returns the items in an item that the operator emits
     */
    public static <R> void check(Function<Many<Integer>, Many<R>> operator, Function<R, Collection<Integer>> itemsOf) {
        for (Ending ending : Ending.values()) {
            for (int at = 0; at <= ITEMS; at++) {
                for (int demand : new int[] {0, 1, 2, 5, Integer.MAX_VALUE}) {
                    new Run<>(operator, itemsOf, ending, at, demand).check();
                }
            }
        }
    }

    private static final class Run<R> implements Subscriber<R> {

        private final Function<Many<Integer>, Many<R>> operator;
        private final Function<R, Collection<Integer>> itemsOf;
        private final Ending ending;
        private final int at;
        private final int demand;
        private final List<Integer> delivered = new ArrayList<>();
        private final List<Integer> discarded = new ArrayList<>();
        private Subscription upstream;
        private int emitted;
        private int received;

        Run(
                Function<Many<Integer>, Many<R>> operator,
                Function<R, Collection<Integer>> itemsOf,
                Ending ending,
                int at,
                int demand) {
            this.operator = operator;
            this.itemsOf = itemsOf;
            this.ending = ending;
            this.at = at;
            this.demand = demand;
        }

        void check() {
            StepScheduler scheduler = new StepScheduler();
            AtomicReference<Emitter<Integer>> emitter = new AtomicReference<>();
            Many<Integer> source = Many.create(emitter::set, Overflow.unbounded());
            Egress.serve(this, operator.apply(source).doOnDiscard(Integer.class, discarded::add), scheduler);
            if (demand > 0) {
                upstream.request(demand);
            }
            scheduler.advance(Duration.ZERO);
            if (emitter.get() == null) {
                // Without demand the operator has not subscribed to the source.
                upstream.cancel();
                scheduler.runAll();
                verify(scheduler);
                return;
            }
            for (int i = 0; i < (ending == Ending.CANCEL_WITHIN ? ITEMS : at); i++) {
                if (emitter.get().emit(i)) {
                    emitted++;
                }
                scheduler.advance(Duration.ofMillis(i % 3));
            }
            end(emitter.get());
            scheduler.advance(Duration.ofMinutes(1));
            upstream.cancel();
            scheduler.runAll();
            verify(scheduler);
        }

        private void end(Emitter<Integer> emitter) {
            if (emitter.isClosed()) {
                return;
            }
            switch (ending) {
                case CANCEL_OUTSIDE -> upstream.cancel();
                case FAIL -> emitter.error(new IllegalStateException("planted"));
                case COMPLETE -> emitter.complete();
                default -> {}
            }
        }

        private void verify(StepScheduler scheduler) {
            String name = ending + " at " + at + ", demand " + demand;
            TreeSet<Integer> all = new TreeSet<>(delivered);
            for (int item : discarded) {
                assertEquals(
                        true, all.add(item), name + ": " + item + " was delivered and discarded, or discarded twice");
            }
            assertEquals(IntStream.range(0, emitted).boxed().toList(), List.copyOf(all), name);
            assertEquals(0, scheduler.liveCount(), name);
            assertEquals(0, scheduler.armedCount(), name);
            assertEquals(List.of(), scheduler.unseen(), name);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
        }

        @Override
        public void onNext(R result) {
            delivered.addAll(itemsOf.apply(result));
            received++;
            if (ending == Ending.CANCEL_WITHIN && received == at + 1) {
                upstream.cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
