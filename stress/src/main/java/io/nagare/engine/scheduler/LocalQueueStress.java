package io.nagare.engine.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.stealing.LocalQueue;
import io.nagare.engine.scheduler.stealing.NextTaskSlot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The owner or a thief takes each task once, and whole. Tasks are marked with bits. r1 is the sum for the owner and r2
 * the sum for the thief, or r1 is the sum for all.
 */
public final class LocalQueueStress {

    private LocalQueueStress() {}

    /** Two tasks are there; the owner takes one while the thief steals one. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the owner was first")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the thief was first")
    @Outcome(expect = FORBIDDEN, desc = "a task was taken twice or not at all")
    @State
    public static class PopAndSteal {

        private final InjectionQueue injection = new InjectionQueue();
        private final LocalQueue queue = new LocalQueue(4, 4, injection, 0);
        private final LocalQueue thief = new LocalQueue(4, 4, injection, 0);

        public PopAndSteal() {
            queue.push(new Marked(1));
            queue.push(new Marked(2));
        }

        @Actor
        public void owner(II_Result result) {
            result.r1 = Marked.take(queue.pop());
        }

        @Actor
        public void thief(II_Result result) {
            result.r2 = Marked.take(thief.stealFrom(queue));
        }
    }

    /** The owner puts a task in while the thief looks for one. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the thief was too early or too late")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the thief stole it")
    @Outcome(expect = FORBIDDEN, desc = "the task was taken twice, not at all, or seen half made")
    @State
    public static class PushAndSteal {

        private final InjectionQueue injection = new InjectionQueue();
        private final LocalQueue queue = new LocalQueue(4, 4, injection, 0);
        private final LocalQueue thief = new LocalQueue(4, 4, injection, 0);

        @Actor
        public void owner(II_Result result) {
            queue.push(new Marked(1));
            result.r1 = Marked.take(queue.pop());
        }

        @Actor
        public void thief(II_Result result) {
            result.r2 = Marked.take(thief.stealFrom(queue));
        }
    }

    /** The owner fills the ring of two until it overflows, into places that a thief may be copying. */
    @JCStressTest
    @Outcome(id = "63", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost or taken twice")
    @State
    public static class OverflowAndSteal {

        private final InjectionQueue injection = new InjectionQueue();
        private final LocalQueue queue = new LocalQueue(2, 2, injection, 0);
        private final LocalQueue thief = new LocalQueue(2, 2, injection, 0);
        private int owners;
        private int thiefs;

        public OverflowAndSteal() {
            queue.push(new Marked(1));
            queue.push(new Marked(2));
        }

        @Actor
        public void owner() {
            queue.push(new Marked(4));
            queue.push(new Marked(8));
            owners = Marked.take(queue.pop());
            queue.push(new Marked(16));
            queue.push(new Marked(32));
        }

        @Actor
        public void thief() {
            thiefs = Marked.take(thief.stealFrom(queue)) + Marked.take(thief.stealFrom(queue));
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = owners
                    + thiefs
                    + Marked.takeAll(queue)
                    + Marked.takeAll(thief)
                    + Marked.takeAll(injection);
        }
    }

    /** The owner's ring of two grows and shrinks again, while a thief steals. */
    @JCStressTest
    @Outcome(id = "63", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost or taken twice")
    @State
    public static class GrowAndSteal {

        private final InjectionQueue injection = new InjectionQueue();
        private final LocalQueue queue = new LocalQueue(2, 8, injection, 0);
        private final LocalQueue thief = new LocalQueue(4, 4, injection, 0);
        private int owners;
        private int thiefs;

        public GrowAndSteal() {
            queue.push(new Marked(1));
            queue.push(new Marked(2));
        }

        @Actor
        public void owner() {
            queue.push(new Marked(4));
            queue.push(new Marked(8));
            owners = Marked.takeAll(queue);
            queue.shrink();
            queue.push(new Marked(16));
            queue.push(new Marked(32));
        }

        @Actor
        public void thief() {
            thiefs = Marked.take(thief.stealFrom(queue)) + Marked.take(thief.stealFrom(queue));
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = owners
                    + thiefs
                    + Marked.takeAll(queue)
                    + Marked.takeAll(thief)
                    + Marked.takeAll(injection);
        }
    }

    /** Two thieves and no owner. */
    @JCStressTest
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost or taken twice")
    @State
    public static class StealAndSteal {

        private final InjectionQueue injection = new InjectionQueue();
        private final LocalQueue queue = new LocalQueue(4, 4, injection, 0);
        private final LocalQueue first = new LocalQueue(4, 4, injection, 0);
        private final LocalQueue second = new LocalQueue(4, 4, injection, 0);
        private int firsts;
        private int seconds;

        public StealAndSteal() {
            queue.push(new Marked(1));
            queue.push(new Marked(2));
            queue.push(new Marked(4));
        }

        @Actor
        public void first() {
            firsts = Marked.take(first.stealFrom(queue)) + Marked.takeAll(first);
        }

        @Actor
        public void second() {
            seconds = Marked.take(second.stealFrom(queue)) + Marked.takeAll(second);
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = firsts + seconds + Marked.takeAll(queue);
        }
    }

    /** The owner puts tasks into the slot while the watchdog takes one out. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost, taken twice, or seen half made")
    @State
    public static class SlotPutAndTake {

        private final NextTaskSlot slot = new NextTaskSlot();
        private int owners;
        private int watchdogs;

        @Actor
        public void owner() {
            int taken = Marked.take(slot.put(new Marked(1)));
            taken += Marked.take(slot.put(new Marked(2)));
            owners = taken + Marked.take(slot.take());
        }

        @Actor
        public void watchdog() {
            watchdogs = Marked.take(slot.take());
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = owners + watchdogs + Marked.take(slot.take());
        }
    }
}
