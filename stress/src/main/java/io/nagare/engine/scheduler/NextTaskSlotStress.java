package io.nagare.engine.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.stealing.NextTaskSlot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner puts two tasks and takes one, while the watchdog takes one. Each task leaves the slot once. r1 and r2: how
 * often the first and the second task left it.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each task was taken, or displaced, once")
@Outcome(expect = FORBIDDEN, desc = "a task was lost or doubled")
@State
public class NextTaskSlotStress {

    private static final class Task extends Schedulable {

        @Override
        public void run() {}

        @Override
        public void shutDown() {}
    }

    private final NextTaskSlot slot = new NextTaskSlot();
    private final Task first = new Task();
    private final Task second = new Task();
    private Schedulable displaced;
    private Schedulable taken;
    private Schedulable alsoDisplaced;
    private Schedulable freed;

    @Actor
    public void owner() {
        alsoDisplaced = slot.put(first);
        displaced = slot.put(second);
        taken = slot.take();
    }

    @Actor
    public void watchdog() {
        freed = slot.take();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        Schedulable left = slot.take();
        for (Schedulable task : new Schedulable[] {displaced, taken, alsoDisplaced, freed, left}) {
            result.r1 += task == first ? 1 : 0;
            result.r2 += task == second ? 1 : 0;
        }
    }
}
