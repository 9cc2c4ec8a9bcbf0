package io.nagare.engine.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final long MILLI = 1_000_000;

    /** Neither 0 nor a whole number of ticks, because no real clock starts there. */
    private static final long ORIGIN = -123_456_789;

    private final TimerWheel wheel = new TimerWheel(ORIGIN);
    private final List<TimerEntry> fired = new ArrayList<>();

    private static final class Entry extends TimerEntry {}

    private void advanceTo(long tick) {
        wheel.advance(ORIGIN + tick * MILLI, fired::add);
    }

    private Entry insert(long tick) {
        Entry entry = new Entry();
        wheel.insert(entry, tick);
        return entry;
    }

    @Test
    void entriesOfAllLevelsFireExactlyOnTheirTick() {
        List<Long> ticks = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            long tick = (1L + i % 63 << 6 * (i % 6)) + i / 63;
            ticks.add(tick);
            insert(tick);
        }
        assertEquals(1024, wheel.size());
        for (long tick : ticks.stream().sorted().distinct().toList()) {
            advanceTo(tick - 1);
            assertTrue(fired.isEmpty(), () -> "early: " + fired.get(0).tick() + " at " + (tick - 1));
            advanceTo(tick);
            assertEquals(ticks.stream().filter(t -> t == tick).count(), fired.size());
            assertTrue(fired.stream().allMatch(entry -> entry.tick() == tick && !entry.isFiled()));
            fired.clear();
        }
        assertEquals(0, wheel.size());
        assertEquals(TimerWheel.NEVER, wheel.nextTick());
    }

    @Test
    void aDeadlineIsRoundedUpToTheNextTickAndNeverFiresEarly() {
        assertEquals(0, wheel.tickNotBefore(ORIGIN));
        assertEquals(1, wheel.tickNotBefore(ORIGIN + 1));
        assertEquals(1, wheel.tickNotBefore(ORIGIN + MILLI));
        assertEquals(2, wheel.tickNotBefore(ORIGIN + MILLI + 1));
        assertEquals(0, wheel.tickNotBefore(ORIGIN - 1));
        insert(wheel.tickNotBefore(ORIGIN + 1));
        wheel.advance(ORIGIN + MILLI - 1, fired::add);
        assertEquals(0, fired.size());
        wheel.advance(ORIGIN + MILLI, fired::add);
        assertEquals(1, fired.size());
    }

    @Test
    void theTimeToTheNextDeadlineIsExactForNearOnesAndNotTooLongForFarOnes() {
        assertEquals(Long.MAX_VALUE, wheel.nanosToNext(ORIGIN));
        insert(100_000);
        assertTrue(wheel.nanosToNext(ORIGIN) <= 100_000 * MILLI);
        insert(50);
        assertEquals(50 * MILLI - 7, wheel.nanosToNext(ORIGIN + 7));
        assertEquals(0, wheel.nanosToNext(ORIGIN + 51 * MILLI));
    }

    @Test
    void whatIsFartherAwayThanTheTopLevelTurnsFiresOnItsTickToo() {
        long turn = 1L << 36;
        long start = turn - 3;
        advanceTo(start);
        long[] ticks = {turn + 5, 2 * turn - 1, 2 * turn, 3 * turn + 12_345, start + (1L << 43)};
        for (long tick : ticks) {
            insert(tick);
        }
        for (long tick : ticks) {
            advanceTo(tick - 1);
            assertEquals(List.of(), fired);
            advanceTo(tick);
            assertEquals(1, fired.size());
            assertEquals(tick, fired.remove(0).tick());
        }
    }

    @Test
    void entriesOfOneTickFireInTheOrderInWhichTheyWereFiled() {
        List<TimerEntry> filed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            filed.add(insert(5_000));
        }
        advanceTo(4_990);
        filed.add(insert(5_000));
        advanceTo(6_000);
        assertEquals(filed, fired);
    }

    @Test
    void anEntryThatIsFiledAgainWhenItFiresFiresWithinTheSameAdvanceIfItIsDue() {
        Entry entry = insert(10);
        List<Long> ticks = new ArrayList<>();
        wheel.advance(ORIGIN + 1_000 * MILLI, due -> {
            ticks.add(due.tick());
            if (due.tick() < 2_000) {
                wheel.insert(due, due.tick() * 5);
            }
        });
        assertEquals(List.of(10L, 50L, 250L), ticks);
        assertTrue(entry.isFiled());
        assertEquals(1_250, entry.tick());
    }

    @Test
    void misuseIsRefused() {
        advanceTo(10);
        assertThrows(IllegalArgumentException.class, () -> insert(10));
        Entry entry = insert(11);
        assertThrows(IllegalArgumentException.class, () -> wheel.insert(entry, 12));
        wheel.remove(entry);
        assertFalse(entry.isFiled());
        assertThrows(IllegalArgumentException.class, () -> wheel.remove(entry));
    }

    @Test
    void timeThatGoesBackChangesNothing() {
        advanceTo(100);
        insert(150);
        advanceTo(20);
        assertEquals(100, wheel.elapsed());
        assertEquals(List.of(), fired);
    }

    @Test
    void drainingHandsOutEverything() {
        for (int i = 0; i < 40; i++) {
            insert(1L << i);
        }
        wheel.drain(fired::add);
        assertEquals(40, fired.size());
        assertEquals(0, wheel.size());
        assertEquals(TimerWheel.NEVER, wheel.nextTick());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeASortedMap(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, List<TimerEntry>> model = new TreeMap<>();
        List<TimerEntry> filed = new ArrayList<>();
        long now = random.nextInt(4) == 0 ? (1L << 36) - 50_000 : 0;
        advanceTo(now);
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                long tick = now + 1 + (random.nextLong() >>> (64 - 1 - random.nextInt(38)));
                Entry entry = insert(tick);
                model.computeIfAbsent(tick, t -> new ArrayList<>()).add(entry);
                filed.add(entry);
            } else if (choice < 8 && !filed.isEmpty()) {
                TimerEntry entry = filed.remove(random.nextInt(filed.size()));
                wheel.remove(entry);
                model.get(entry.tick()).remove(entry);
                model.values().removeIf(List::isEmpty);
            } else {
                now += random.nextLong() >>> (64 - 1 - random.nextInt(28));
                List<TimerEntry> expected = new ArrayList<>();
                model.headMap(now, true).values().forEach(expected::addAll);
                model.headMap(now, true).clear();
                advanceTo(now);
                assertEquals(expected, fired, "seed " + seed + ", step " + step);
                filed.removeAll(fired);
                fired.clear();
            }
            assertEquals(filed.size(), wheel.size());
            long next = wheel.nextTick();
            assertTrue(next > now, "seed " + seed + ", step " + step);
            assertTrue(model.isEmpty() ? next == TimerWheel.NEVER : next <= model.firstKey());
        }
    }
}
