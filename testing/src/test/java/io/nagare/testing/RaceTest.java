package io.nagare.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RaceTest {

    private int rounds;
    private int unguarded;

    @Test
    void theActionsOfARoundRunAtTheSameTimeOnThreadsOfTheirOwn() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Runnable meet = () -> {
            threads.add(Thread.currentThread());
            try {
                meeting.await();
            } catch (Exception broken) {
                throw new AssertionError(broken);
            }
        };
        Race.of(meet, meet, meet).rounds(20).run();
        assertEquals(3, threads.size());
        assertFalse(threads.contains(Thread.currentThread()));
    }

    @Test
    void eachRoundIsPreparedAndChecked() {
        AtomicInteger acted = new AtomicInteger();
        Race.of(acted::incrementAndGet, acted::incrementAndGet)
                .rounds(100)
                .before(() -> {
                    rounds++;
                    acted.set(0);
                })
                .after(() -> assertEquals(2, acted.get()))
                .run();
        assertEquals(100, rounds);
    }

    @Test
    void itFindsAnUpdateThatIsLost() {
        Runnable increment = () -> {
            int seen = unguarded;
            Thread.yield();
            unguarded = seen + 1;
        };
        AssertionError lost = assertThrows(
                AssertionError.class,
                () -> Race.of(increment, increment)
                        .rounds(100_000)
                        .before(() -> unguarded = 0)
                        .after(() -> assertEquals(2, unguarded))
                        .run());
        assertTrue(lost.getMessage().contains("the check failed"), lost::getMessage);
    }

    @Test
    void theFirstFailureEndsItAndIsNamed() {
        IllegalStateException planted = new IllegalStateException("planted");
        AtomicInteger round = new AtomicInteger();
        AssertionError failed = assertThrows(
                AssertionError.class,
                () -> Race.of(() -> {}, () -> {
                            if (round.incrementAndGet() == 7) {
                                throw planted;
                            }
                        })
                        .rounds(50)
                        .after(() -> rounds++)
                        .run());
        assertSame(planted, failed.getCause());
        assertEquals("round 7 of 50: action 2 failed: " + planted, failed.getMessage());
        assertEquals(6, rounds);
        assertEquals(7, round.get());
    }

    @Test
    void theFailuresOfOneRoundAreAllTold() {
        AssertionError failed = assertThrows(
                AssertionError.class,
                () -> Race.of(() -> fail("one"), () -> fail("two")).run());
        assertEquals("one", failed.getCause().getMessage());
        assertEquals("two", failed.getSuppressed()[0].getMessage());
    }

    @Test
    void aFailureOfThePreparationIsNamed() {
        AssertionError failed = assertThrows(
                AssertionError.class,
                () -> Race.of(() -> {}, () -> {}).before(() -> fail("no socket")).run());
        assertTrue(failed.getMessage().startsWith("round 1 of 1000: the preparation failed: "), failed::getMessage);
    }

    @Test
    void anActionThatIsStuckIsToldWithThePlaceItIsAt() {
        CountDownLatch never = new CountDownLatch(1);
        AssertionError stuck = assertThrows(
                AssertionError.class,
                () -> Race.of(() -> {}, () -> {
                            try {
                                never.await();
                            } catch (InterruptedException interrupt) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .limit(Duration.ofMillis(100))
                        .run());
        assertEquals("round 1 of 1000 did not end within PT0.1S", stuck.getMessage());
        List<StackTraceElement> places = new ArrayList<>(List.of(stuck.getSuppressed()[1].getStackTrace()));
        assertTrue(
                places.stream().anyMatch(place -> place.getClassName().endsWith("CountDownLatch")), places::toString);
    }

    @Test
    void anInterruptOfAnActionStaysInItsRound() {
        Race.of(() -> Thread.currentThread().interrupt(), () -> assertFalse(Thread.currentThread().isInterrupted()))
                .rounds(20)
                .run();
    }

    @Test
    void badSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Race.of(() -> {}));
        Race race = Race.of(() -> {}, () -> {});
        assertThrows(IllegalArgumentException.class, () -> race.rounds(0));
        assertThrows(IllegalArgumentException.class, () -> race.limit(Duration.ZERO));
        assertThrows(NullPointerException.class, () -> race.before(null));
        assertThrows(NullPointerException.class, () -> race.after(null));
        assertThrows(NullPointerException.class, () -> Race.of(() -> {}, null));
    }

    private static void fail(String message) {
        throw new IllegalStateException(message);
    }
}
