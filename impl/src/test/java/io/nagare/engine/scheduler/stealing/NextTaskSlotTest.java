package io.nagare.engine.scheduler.stealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.engine.scheduler.Numbered;
import io.nagare.engine.scheduler.Race;
import io.nagare.engine.scheduler.base.Schedulable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class NextTaskSlotTest {

    private final NextTaskSlot slot = new NextTaskSlot();

    @Test
    void theNewerTaskDisplacesTheOlder() {
        Numbered first = new Numbered(0);
        Numbered second = new Numbered(1);
        assertTrue(slot.isEmpty());
        assertNull(slot.put(first));
        assertSame(first, slot.put(second));
        assertSame(second, slot.take());
        assertNull(slot.take());
    }

    @Test
    void eachTaskIsTakenOnce() throws Exception {
        int each = 4;
        int rounds = 20_000;
        AtomicIntegerArray taken = new AtomicIntegerArray(each * rounds);
        Race.run(
                rounds,
                round -> {},
                round -> take(slot.take(), taken),
                round -> {
                    for (int i = 0; i < each; i++) {
                        take(slot.put(new Numbered(each * round + i)), taken);
                    }
                    take(slot.take(), taken);
                },
                round -> {
                    take(slot.take(), taken);
                    take(slot.take(), taken);
                });
        for (int i = 0; i < each * rounds; i++) {
            assertEquals(1, taken.get(i));
        }
    }

    private static void take(Schedulable task, AtomicIntegerArray taken) {
        if (task != null) {
            Numbered.count(task, taken);
        }
    }
}
