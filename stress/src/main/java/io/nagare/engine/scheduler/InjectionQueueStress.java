package io.nagare.engine.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.scheduler.base.InjectionQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The injection queue loses no task. Each task is marked with a bit. r1 is the sum of the marks of the taken tasks, and
 * r2 the length of the queue in the end.
 */
public final class InjectionQueueStress {

    private InjectionQueueStress() {}

    /** Two producers. */
    @JCStressTest
    @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost, taken twice, or seen half made")
    @State
    public static class PushAndPush {

        private final InjectionQueue queue = new InjectionQueue();

        @Actor
        public void first() {
            queue.push(new Marked(1));
        }

        @Actor
        public void second() {
            Marked batch = new Marked(2);
            Marked last = new Marked(4);
            batch.setNext(last);
            queue.push(batch, last, 2);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = Marked.takeAll(queue);
            result.r2 = queue.length();
        }
    }

    /** The consumer takes the only task, and so puts the stub in again, while a producer pushes another one. */
    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost, taken twice, or seen half made")
    @State
    public static class PushAndPoll {

        private final InjectionQueue queue = new InjectionQueue();
        private int taken;

        public PushAndPoll() {
            queue.push(new Marked(1));
        }

        @Actor
        public void producer() {
            queue.push(new Marked(2));
        }

        @Actor
        public void consumer() {
            taken = Marked.takeAll(queue);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = taken + Marked.takeAll(queue);
            result.r2 = queue.length();
        }
    }

    /** Two consumers. */
    @JCStressTest
    @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "each was taken once")
    @Outcome(expect = FORBIDDEN, desc = "a task was lost or taken twice")
    @State
    public static class PollAndPoll {

        private final InjectionQueue queue = new InjectionQueue();
        private int firsts;
        private int seconds;

        public PollAndPoll() {
            queue.push(new Marked(1));
            queue.push(new Marked(2));
        }

        @Actor
        public void first() {
            firsts = Marked.takeAll(queue);
        }

        @Actor
        public void second() {
            seconds = Marked.takeAll(queue);
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r1 = firsts + seconds;
            result.r2 = queue.length();
        }
    }
}
