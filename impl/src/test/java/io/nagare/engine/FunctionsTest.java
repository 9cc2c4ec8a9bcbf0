package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every function of every operator, found by reflection, throws or returns null. Then the stream fails with the reason.
 * Where the stream cannot fail any more, the runtime gets the failure.
 */
class FunctionsTest {

    private static final RuntimeException BOOM = new IllegalStateException("boom");

    /** Operators with a function that may return null. For them null means no item, or is an ordinary state. */
    private static final Set<String> NULL_IS_ALLOWED = Set.of("mapNotNull", "fromCallable", "gather", "generate");

    private final List<String> wrong = new ArrayList<>();
    private final List<String> neverCalled = new ArrayList<>();

    /** Gives each function this behaviour, one function at a time, and looks for the expected failure. */
    private void haveAll(
            InvocationHandler behaviour, Set<String> except, BiPredicate<Calls.FunctionArgument, Throwable> expected)
            throws Exception {
        for (Calls.FunctionArgument argument : Calls.functionArguments()) {
            if (except.contains(argument.name())) {
                continue;
            }
            boolean called = false;
            for (Calls.Surroundings around : Calls.Surroundings.values()) {
                called |= new Run(argument, around, behaviour, expected).called();
            }
            if (!called) {
                neverCalled.add(argument.toString());
            }
        }
    }

    private final class Run {

        private final Calls.FunctionArgument argument;
        private final Calls.Surroundings around;
        private final InvocationHandler behaviour;
        private final BiPredicate<Calls.FunctionArgument, Throwable> expected;
        private final StepScheduler scheduler = new StepScheduler();
        private final Probe<Object> probe = new Probe<>();
        private boolean called;

        Run(
                Calls.FunctionArgument argument,
                Calls.Surroundings around,
                InvocationHandler behaviour,
                BiPredicate<Calls.FunctionArgument, Throwable> expected) {
            this.argument = argument;
            this.around = around;
            this.behaviour = behaviour;
            this.expected = expected;
        }

        boolean called() throws Exception {
            try {
                run();
            } catch (InvocationTargetException refused) {
                check(Stream.of(refused.getCause()));
                return called;
            }
            if (called && !mayWaitForEver()) {
                check(Stream.concat(probe.signals().stream(), scheduler.unseen().stream()));
            }
            if (scheduler.liveCount() != 0) {
                wrong.add(this + " is still alive");
            }
            return called;
        }

        /** The failure waits for the publisher of the release function, which never ends here. */
        private boolean mayWaitForEver() {
            return argument.name().equals("usingWhen") && around == Calls.Surroundings.NO_END;
        }

        private void run() throws ReflectiveOperationException {
            Many<Object> stream = Many.from(argument.call(around, (proxy, method, arguments) -> {
                called = true;
                return behaviour.invoke(proxy, method, arguments);
            }));
            Egress.serve(probe, stream, scheduler);
            probe.request(50);
            scheduler.advance(Duration.ofMinutes(1));
            probe.cancel();
            scheduler.runAll();
        }

        private void check(Stream<Object> ends) {
            List<Object> all = ends.toList();
            if (all.stream().noneMatch(end -> end instanceof Throwable failure && tells(failure))) {
                wrong.add(this + " ended with " + all);
            }
        }

        private boolean tells(Throwable failure) {
            return expected.test(argument, failure)
                    || failure.getCause() != null && expected.test(argument, failure.getCause())
                    || Stream.of(failure.getSuppressed()).anyMatch(suppressed -> expected.test(argument, suppressed));
        }

        @Override
        public String toString() {
            return argument + " with " + around;
        }
    }

    private void assertAllAsExpected() {
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
        // One.blocking needs threads of its own, so this test leaves it out.
        neverCalled.remove("One.blocking(Callable) argument 0");
        assertEquals(List.of(), neverCalled, () -> String.join("\n", neverCalled));
    }

    @Tag("case-12")
    @Tag("case-15")
    @Test
    void noFailureOfAFunctionIsSwallowed() throws Exception {
        haveAll(
                (proxy, method, arguments) -> {
                    throw BOOM;
                },
                Set.of(),
                (argument, failure) -> failure == BOOM);
        assertAllAsExpected();
    }

    @Tag("case-13")
    @Test
    void aFunctionThatReturnsNullIsNamed() throws Exception {
        haveAll(
                (proxy, method, arguments) -> method.getReturnType().isPrimitive() ? boom() : null,
                NULL_IS_ALLOWED,
                (argument, failure) ->
                        failure == BOOM || failure instanceof NullPointerException && names(argument, failure));
        assertAllAsExpected();
    }

    /**
     * Whether the message begins with the operator, or with the one from which it is derived: {@code zip} for {@code
     * zipWith}.
     */
    private static boolean names(Calls.FunctionArgument argument, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains(argument.name()) || argument.name().startsWith(message.split(":")[0]);
    }

    private static Object boom() {
        throw BOOM;
    }
}
