package io.nagare.engine.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.stealing.IdleState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The lost wake-up: a worker gives up searching while a task arrives. One of the two must notice. */
public final class IdleStateStress {

    private IdleStateStress() {}

    /**
     * r1: whether the producer saw that it should wake a worker. r2: whether the worker saw the task after it had gone
     * to sleep.
     */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the producer wakes the worker")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the worker has looked again")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the wake-up was lost")
    @State
    public static class SleepAndInject {

        private final IdleState idle = new IdleState(2);
        private final InjectionQueue injection = new InjectionQueue();

        public SleepAndInject() {
            idle.startSearching();
        }

        @Actor
        public void producer(II_Result result) {
            injection.push(new Marked(1));
            result.r1 = idle.wantsWake() ? 1 : 0;
        }

        @Actor
        public void worker(II_Result result) {
            if (idle.sleep(true)) {
                result.r2 = injection.length();
            }
        }
    }

    /** Two searchers stop, and one of them is the last. r1 and r2: whether the searcher learns that it is the last. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second actor")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the first actor")
    @Outcome(expect = FORBIDDEN, desc = "nobody or both")
    @State
    public static class StopAndSleep {

        private final IdleState idle = new IdleState(4);

        public StopAndSleep() {
            idle.startSearching();
            idle.startSearching();
        }

        @Actor
        public void first(II_Result result) {
            result.r1 = idle.stopSearching() ? 1 : 0;
        }

        @Actor
        public void second(II_Result result) {
            result.r2 = idle.sleep(true) ? 1 : 0;
        }
    }
}
