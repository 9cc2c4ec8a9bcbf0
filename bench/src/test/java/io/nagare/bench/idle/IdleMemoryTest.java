package io.nagare.bench.idle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleMemoryTest {

    /** So many that the heap of this test itself does not matter. */
    private static final int NUMBER = 20_000;

    /** The measurement itself checks that all tasks wait, and that all go on when they may. */
    @ParameterizedTest
    @ValueSource(strings = {"nagare", "forkjoin", "reactor", "rxjava", "mutiny"})
    void aWaitingTaskHoldsSomeHeap(String peer) {
        double bytes = IdleMemory.ofTasks(peer, NUMBER);
        assertTrue(bytes > 24 && bytes < 4_000, () -> "bytes: " + bytes);
    }

    /** The measurement itself checks that an item reaches all subscriptions. */
    @ParameterizedTest
    @ValueSource(strings = {"nagare", "reactor", "rxjava", "mutiny"})
    void aSubscriptionHoldsSomeHeap(String peer) {
        double bytes = IdleMemory.ofSubscriptions(peer, NUMBER).orElseThrow();
        assertTrue(bytes > 24 && bytes < 4_000, () -> "bytes: " + bytes);
    }

    @Test
    void tasksThatDoNotWaitAreRefused() {
        Steps steps = new Steps();
        steps.take(1);
        steps.await(1);
        steps.take(1);
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> steps.await(1));
        assertEquals("2 tasks went on in place of 1", failure.getMessage());
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertEquals(
                "there is no peer named akka; there are: nagare, forkjoin, virtual, reactor, rxjava, mutiny",
                refusal("akka", "tasks"));
        assertEquals("there is no work named juggle; there are: tasks, subscriptions", refusal("nagare", "juggle"));
        assertEquals("idle needs a peer and a work", refusal("nagare"));
    }

    private static String refusal(String... words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> IdleMemory.run(List.of(words)))
                .getMessage());
    }
}
