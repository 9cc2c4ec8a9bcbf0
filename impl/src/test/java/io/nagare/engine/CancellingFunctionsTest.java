package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Grouping;
import io.nagare.policy.Overflow;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every function of every operator, found by reflection, cancels the stream from within, and then returns or throws.
 * After that no signal goes downstream. Each resource of the stream is released once, and the runtime learns of the
 * exception.
 */
class CancellingFunctionsTest {

    private static final RuntimeException BOOM = new IllegalStateException("boom");

    /**
     * These functions are called before there is a stream, must not throw by contract, or run on a thread of their own.
     */
    private static final Set<String> LEFT_OUT = Set.of("transform", "driven", "blocking");

    private final List<String> wrong = new ArrayList<>();
    private final Set<String> tried = new HashSet<>();

    /** Returns the operators to put behind the tested one. They record what they see after the cancellation. */
    private static List<Function<Many<Object>, Many<Object>>> behind(List<String> log) {
        return List.of(
                m -> m,
                m -> m.doOnError(e -> log.add("doOnError")).doOnComplete(() -> log.add("doOnComplete")),
                m -> Many.using(() -> 1, r -> m, r -> log.add("released")),
                m -> m.doFinally(end -> log.add("finally " + end)),
                m -> m.onErrorResume(e -> {
                    log.add("resumed");
                    return Many.empty();
                }),
                m -> m.switchIfEmpty(() -> {
                    log.add("empty");
                    return Many.empty();
                }),
                m -> m.retryWhen(e -> {
                    log.add("retried");
                    return Many.error(e);
                }),
                m -> m.buffer(100).map(list -> list),
                m -> m.collectList().toMany().map(list -> list),
                m -> m.delayElements(Duration.ofSeconds(1)),
                m -> m.timeout(Duration.ofHours(1)),
                m -> m.flatMap(Many::just),
                m -> m.concatMap(Many::just),
                m -> m.switchMap(Many::just),
                m -> m.groupBy(item -> 1, Grouping.atMost(2)).flatMap(group -> group.items()),
                m -> m.window(3).concatMap(window -> window),
                m -> m.mergeWith(Many.never()),
                m -> m.zipWith(Many.range(0, 100), (item, i) -> item),
                m -> m.takeUntil(Many.never()),
                m -> m.onOverflow(Overflow.fail(100)),
                m -> m.expand(item -> {
                    log.add("expanded");
                    return Many.empty();
                }));
    }

    private void haveAll(boolean thenThrow) throws Exception {
        for (Calls.FunctionArgument argument : Calls.functionArguments()) {
            if (LEFT_OUT.contains(argument.name())) {
                continue;
            }
            for (Calls.Surroundings around : Calls.Surroundings.values()) {
                for (int i = 0; i < behind(new ArrayList<>()).size(); i++) {
                    new Run(argument, around, i, thenThrow).check();
                }
            }
        }
        assertEquals(
                List.of(),
                Calls.functionArguments().stream()
                        .filter(argument -> !LEFT_OUT.contains(argument.name()))
                        .map(Calls.FunctionArgument::toString)
                        .filter(argument -> !tried.contains(argument))
                        .toList());
        assertEquals(List.of(), wrong.stream().limit(60).toList(), () -> String.join("\n", wrong));
    }

    private final class Run {

        private final Calls.FunctionArgument argument;
        private final Calls.Surroundings around;
        private final int behind;
        private final boolean thenThrow;
        private final List<String> log = new ArrayList<>();
        private final StepScheduler scheduler = new StepScheduler();
        private final Probe<Object> probe = new Probe<>();
        private boolean subscribed;
        private boolean cancelled;
        private int thrown;
        private List<Object> signals = List.of();

        Run(Calls.FunctionArgument argument, Calls.Surroundings around, int behind, boolean thenThrow) {
            this.argument = argument;
            this.around = around;
            this.behind = behind;
            this.thenThrow = thenThrow;
        }

        private void cancel() {
            if (!subscribed) {
                return;
            }
            if (!cancelled) {
                cancelled = true;
                tried.add(argument.toString());
                signals = probe.signals();
                log.removeIf(entry -> !entry.startsWith("finally") && !entry.equals("released"));
                probe.cancel();
            }
            if (thenThrow) {
                thrown++;
                throw BOOM;
            }
        }

        void check() throws Exception {
            Many<Object> stream;
            try {
                stream = behind(log).get(behind).apply(Many.from(argument.callWith(around, this::cancel)));
            } catch (InvocationTargetException refused) {
                return;
            }
            subscribed = true;
            Schedulers.enter(scheduler);
            try {
                Egress.serve(probe, stream, scheduler);
            } finally {
                Schedulers.enter(null);
            }
            probe.request(50);
            scheduler.advance(Duration.ofMinutes(1));
            if (!cancelled) {
                probe.cancel();
                scheduler.runAll();
                return;
            }
            scheduler.runAll();
            verify();
        }

        private void verify() {
            if (!probe.signals().equals(signals)) {
                wrong.add(this + " sent " + probe.signals() + " though cancelled at " + signals);
            }
            List<String> after = new ArrayList<>(log);
            long ends = after.stream().filter(entry -> entry.startsWith("finally") || entry.equals("released")).count();
            after.removeIf(entry -> entry.startsWith("finally") || entry.equals("released"));
            if (ends > 1 || !after.isEmpty()) {
                wrong.add(this + " called " + log + " after the cancellation");
            }
            if (scheduler.liveCount() != 0 || scheduler.armedCount() != 0) {
                wrong.add(this + " is still alive");
            }
            if (thrown > 0 && scheduler.unseen().stream().noneMatch(this::tells)) {
                wrong.add(this + " lost what was thrown: " + scheduler.unseen());
            }
        }

        private boolean tells(Object failure) {
            return failure == BOOM
                    || failure instanceof Throwable t
                            && (t.getCause() == BOOM
                                    || List.of(t.getSuppressed()).contains(BOOM));
        }

        @Override
        public String toString() {
            return argument + " with " + around + " before " + behind;
        }
    }

    @Test
    void aFunctionThatCancelsAndReturns() throws Exception {
        haveAll(false);
    }

    @Test
    void aFunctionThatCancelsAndThrows() throws Exception {
        haveAll(true);
    }
}
