package io.nagare.engine.scheduler.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.Numbered;
import io.nagare.engine.scheduler.Race;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveSetTest {

    private final AtomicInteger emptied = new AtomicInteger();
    private LiveSet live = new LiveSet(1, emptied::incrementAndGet);

    @Test
    void membersComeAndGoInAnyOrder() {
        List<Numbered> members = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Numbered member = new Numbered(i);
            members.add(member);
            assertTrue(live.add(member, i % 3));
        }
        assertEquals(20, live.size());
        Collections.shuffle(members, new java.util.Random(7));
        members.forEach(live::remove);
        assertEquals(0, live.size());
        assertEquals(0, emptied.get(), "not closed");
    }

    @Test
    void removingOneThatIsNoMemberDoesNothing() {
        Numbered member = new Numbered(0);
        live.add(member, 0);
        live.remove(new Numbered(1));
        live.remove(member);
        live.remove(member);
        assertEquals(0, live.size());
    }

    @Test
    void closingGivesTheMembersAndRefusesFurtherOnes() {
        Numbered first = new Numbered(0);
        Numbered second = new Numbered(1);
        live.add(first, 0);
        live.add(second, 1);
        assertEquals(Set.of(first, second), Set.copyOf(live.close()));
        assertFalse(live.add(new Numbered(2), 0));
        live.remove(first);
        assertEquals(0, emptied.get());
        live.remove(second);
        assertEquals(1, emptied.get());
    }

    @Test
    void anEmptySetIsEmptiedByClosing() {
        live.close();
        assertEquals(1, emptied.get());
    }

    @Test
    void whoIsEnteredWhileItClosesIsSeenOrRefused() throws Exception {
        Set<Schedulable> entered = ConcurrentHashMap.newKeySet();
        Set<Schedulable> seen = ConcurrentHashMap.newKeySet();
        Race.Actor adder = round -> {
            for (int i = 0; i < 5; i++) {
                Numbered member = new Numbered(i);
                if (live.add(member, i)) {
                    entered.add(member);
                }
            }
        };
        Race.run(
                5_000,
                round -> {
                    entered.clear();
                    seen.clear();
                    emptied.set(0);
                    live = new LiveSet(1, emptied::incrementAndGet);
                },
                round -> {
                    assertEquals(entered, seen);
                    seen.forEach(live::remove);
                    assertEquals(1, emptied.get());
                },
                adder,
                adder,
                round -> seen.addAll(live.close()));
    }

    @Test
    void itIsEmptiedOnceHoweverTheLastOnesLeave() throws Exception {
        List<Numbered> members = new ArrayList<>();
        Race.run(
                5_000,
                round -> {
                    emptied.set(0);
                    live = new LiveSet(1, emptied::incrementAndGet);
                    members.clear();
                    for (int i = 0; i < 4; i++) {
                        members.add(new Numbered(i));
                        live.add(members.get(i), i / 2);
                    }
                },
                round -> assertEquals(1, emptied.get()),
                round -> live.close(),
                round -> {
                    live.remove(members.get(0));
                    live.remove(members.get(2));
                },
                round -> {
                    live.remove(members.get(1));
                    live.remove(members.get(3));
                });
    }
}
