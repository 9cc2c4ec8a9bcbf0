package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Many;
import io.nagare.TaskLocal;
import io.nagare.driver.ThreadContext;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every function of every operator, found by reflection, finds its stream's task locals and what was carried. */
class FunctionContextTest {

    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

    /** The caller of the operator calls these, before there is a stream. */
    private static final Set<String> BEFORE_THE_STREAM = Set.of("transform");

    private final List<String> without = new ArrayList<>();
    private final Set<String> called = new HashSet<>();

    @BeforeEach
    void carry() {
        ThreadContext.carry(() -> {
            String trace = TRACE.get();
            return trace == null ? null : () -> {
                String before = TRACE.get();
                TRACE.set(trace);
                return () -> TRACE.set(before);
            };
        });
    }

    @AfterEach
    void carryNothing() {
        ThreadContext.carry(null);
        TRACE.remove();
    }

    @Test
    void everyFunctionFindsTheLocalsOfItsStream() throws Exception {
        for (Calls.FunctionArgument argument : Calls.functionArguments()) {
            for (Calls.Surroundings around : Calls.Surroundings.values()) {
                run(argument, around);
            }
        }
        // One.blocking needs threads of its own, so OtherFunctionsContextTest has it.
        called.add("One.blocking(Callable) argument 0");
        assertEquals(
                List.of(),
                Calls.functionArguments().stream()
                        .map(Calls.FunctionArgument::toString)
                        .filter(argument -> !called.contains(argument))
                        .toList());
        assertEquals(List.of(), without.stream().distinct().toList(), () -> String.join("\n", without));
    }

    private void run(Calls.FunctionArgument argument, Calls.Surroundings around) throws Exception {
        StepScheduler scheduler = new StepScheduler();
        Many<Object> stream;
        try {
            stream = Many.from(argument.callWith(around, () -> note(argument)));
        } catch (InvocationTargetException refused) {
            return;
        }
        Probe<Object> probe = new Probe<>();
        TRACE.set("t-1");
        Egress.serve(probe, stream.contextWrite(REQUEST, "r-17"), scheduler);
        TRACE.remove();
        probe.request(50);
        scheduler.advance(Duration.ofMinutes(1));
        probe.cancel();
        scheduler.runAll();
    }

    private void note(Calls.FunctionArgument argument) {
        called.add(argument.toString());
        if (!BEFORE_THE_STREAM.contains(argument.name()) && !"r-17".equals(REQUEST.getOr("none"))) {
            without.add(argument.toString());
        }
        if (!BEFORE_THE_STREAM.contains(argument.name()) && !"t-1".equals(TRACE.get())) {
            without.add(argument + " has not what was carried");
        }
    }
}
