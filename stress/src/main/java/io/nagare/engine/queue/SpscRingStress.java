package io.nagare.engine.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Three items go through a ring of two, which refuses an item when it is full. The accepted items come out whole and in
 * order.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "the accepted items came out in order")
@Outcome(expect = FORBIDDEN, desc = "an item was lost, doubled, out of order, or not whole")
@State
public class SpscRingStress {

    private static final class Item {
        private int number;
    }

    private final SpscRing<Item> ring = new SpscRing<>(2);
    private int accepted;
    private int taken;

    private static Item item(int number) {
        Item item = new Item();
        item.number = number;
        return item;
    }

    @Actor
    public void producer() {
        int digits = 0;
        for (int i = 1; i <= 3; i++) {
            if (ring.offer(item(i))) {
                digits = digits * 10 + i;
            }
        }
        accepted = digits;
    }

    @Actor
    public void consumer() {
        int digits = 0;
        for (int i = 0; i < 3; i++) {
            Item item = ring.poll();
            if (item != null) {
                digits = digits * 10 + item.number;
            }
        }
        taken = digits;
    }

    @Arbiter
    public void arbiter(Z_Result result) {
        int digits = taken;
        for (Item item = ring.poll(); item != null; item = ring.poll()) {
            digits = digits * 10 + item.number;
        }
        result.r1 = digits == accepted;
    }
}
