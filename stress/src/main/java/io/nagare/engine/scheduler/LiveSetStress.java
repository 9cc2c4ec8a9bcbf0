package io.nagare.engine.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.scheduler.base.LiveSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Closing the live set finds each member. The set reports once that it is empty. */
public final class LiveSetStress {

    private LiveSetStress() {}

    /**
     * The last member leaves the live set, in another shard, while the set is closed. r1: how often the set reported
     * that it is empty.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "once")
    @Outcome(expect = FORBIDDEN, desc = "never or twice")
    @State
    public static class LeaveAndClose {

        private final Marked first = new Marked(1);
        private final Marked second = new Marked(2);
        private final AtomicInteger emptied = new AtomicInteger();
        private final LiveSet live = new LiveSet(1, emptied::incrementAndGet);

        public LeaveAndClose() {
            live.add(first, 0);
            live.add(second, 1);
        }

        @Actor
        public void leaver() {
            live.remove(first);
            live.remove(second);
        }

        @Actor
        public void closer() {
            live.close();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = emptied.get();
        }
    }

    /** A task is entered while the set is closed. r1: whether it was entered. r2: how many members closing found. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it was entered and found")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it was refused")
    @Outcome(expect = FORBIDDEN, desc = "it was entered and not found, or the reverse")
    @State
    public static class EnterAndClose {

        private final LiveSet live = new LiveSet(1, () -> {});

        @Actor
        public void task(II_Result result) {
            result.r1 = live.add(new Marked(1), 2) ? 1 : 0;
        }

        @Actor
        public void closer(II_Result result) {
            result.r2 = live.close().size();
        }
    }
}
