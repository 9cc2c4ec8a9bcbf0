package io.nagare.engine.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Wakes are neither lost nor doubled. In each test, r1 is how many writes the last run saw. r2 is how often the strand
 * was handed to the scheduler; the arbiter runs it in that case. Each test has two actors, so that it runs on two
 * processors.
 */
public final class StrandStateStress {

    private StrandStateStress() {}

    /** A thread writes and wakes while the runner finishes. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the runner saw it before it finished")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the wake scheduled the strand")
    @Outcome(expect = FORBIDDEN, desc = "the wake was lost")
    @State
    public static class WakeAndFinish {

        private final StrandState state = StrandState.running();
        private int written;
        private int seen;
        private int scheduled;

        @Actor
        public void runner() {
            do {
                seen = written;
            } while (!state.finish());
        }

        @Actor
        public void waker() {
            written = 1;
            if (state.wake()) {
                scheduled = 1;
            }
        }

        @Arbiter
        public void arbiter(II_Result result) {
            if (scheduled > 0) {
                state.start();
                seen = written;
                state.finish();
            }
            result.r1 = seen;
            result.r2 = scheduled;
        }
    }

    /** Two threads wake an idle strand. */
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "one of them scheduled the strand, and its run saw both writes")
    @Outcome(expect = FORBIDDEN, desc = "it was scheduled twice or not at all")
    @State
    public static class WakeAndWake {

        private final StrandState state = StrandState.running();
        private int first;
        private int second;
        private int scheduledByFirst;
        private int scheduledBySecond;

        public WakeAndWake() {
            state.finish();
        }

        @Actor
        public void firstWaker() {
            first = 1;
            if (state.wake()) {
                scheduledByFirst = 1;
            }
        }

        @Actor
        public void secondWaker() {
            second = 1;
            if (state.wake()) {
                scheduledBySecond = 1;
            }
        }

        @Arbiter
        public void arbiter(II_Result result) {
            state.start();
            result.r1 = first + second;
            result.r2 = scheduledByFirst + scheduledBySecond;
        }
    }

    /** A thread wakes a scheduled strand while its run begins. The run sees the write or goes on. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the run that was scheduled saw it")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the run had ended, and the wake scheduled another")
    @Outcome(expect = FORBIDDEN, desc = "the wake published nothing")
    @State
    public static class WakeAndStart {

        private final StrandState state = StrandState.scheduled();
        private int written;
        private int seen;
        private int scheduled;

        @Actor
        public void runner() {
            state.start();
            do {
                seen = written;
            } while (!state.finish());
        }

        @Actor
        public void waker() {
            written = 1;
            if (state.wake()) {
                scheduled = 1;
            }
        }

        @Arbiter
        public void arbiter(II_Result result) {
            if (scheduled > 0) {
                state.start();
                seen = written;
                state.finish();
            }
            result.r1 = seen;
            result.r2 = scheduled;
        }
    }
}
