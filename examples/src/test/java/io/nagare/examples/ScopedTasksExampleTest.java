package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.failure.TimedOutException;
import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopedTasksExampleTest {

    private final VirtualRuntime runtime = VirtualRuntime.start();
    private final List<String> cancelled = new ArrayList<>();

    @AfterEach
    void close() {
        runtime.assertNoUnseenFailure().close();
    }

    private One<String> after(int millis, String name) {
        return One.delay(Duration.ofMillis(millis)).thenReturn(name).doOnCancel(() -> cancelled.add(name));
    }

    @Test
    void allAnswerAtOnceAndInOrder() {
        List<One<String>> sources = List.of(after(300, "a"), after(100, "b"), after(200, "c"));
        assertEquals(List.of("a", "b", "c"), runtime.blockOn(ScopedTasks.askAll(sources)));
        assertEquals(Duration.ofMillis(300), runtime.elapsed());
        assertEquals(List.of(), cancelled);
    }

    @Test
    void theFirstFailureCancelsTheOthers() {
        One<String> failing = One.delay(Duration.ofMillis(200)).then(One.error(() -> new IllegalStateException("no")));
        List<One<String>> sources = List.of(after(100, "quick"), failing, after(300, "slow"));
        assertThrows(IllegalStateException.class, () -> runtime.blockOn(ScopedTasks.askAll(sources)));
        assertEquals(List.of("slow"), cancelled);
        assertEquals(Duration.ofMillis(200), runtime.elapsed());
    }

    @Test
    void theDeadlineCancelsWhatStillRunsBeforeTheCallerHearsOfIt() {
        List<One<String>> sources = List.of(after(100, "quick"), after(10_000, "slow"));
        assertThrows(TimedOutException.class, () -> runtime.blockOn(ScopedTasks.askAll(sources)));
        assertEquals(List.of("slow"), cancelled);
        assertEquals(ScopedTasks.DEADLINE, runtime.elapsed());
    }

    @Test
    void theProgramShowsAllThree() {
        List<String> lines = new ArrayList<>();
        runtime.blockOn(new ScopedTasks(lines::add).run());
        assertTrue(lines.contains("  all: [a flight, a hotel, a car]"), lines::toString);
        assertEquals(2, lines.stream().filter("  the car is cancelled"::equals).count(), lines::toString);
    }
}
