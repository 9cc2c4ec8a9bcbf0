package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nagare.engine.scheduler.Schedulers;
import io.nagare.engine.scheduler.base.Scheduler;
import io.nagare.engine.scheduler.step.StepScheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StrandHomeTest {

    private static final int ROUNDS = 20_000;

    private static final class Homeless extends StrandHome {

        Homeless() {
            super(null);
        }

        @Override
        boolean isWoken() {
            return false;
        }

        @Override
        public void run() {}

        @Override
        public void shutDown() {}
    }

    @Test
    void aStrandWithoutAHomeLivesOnTheCurrentRuntimeOfTheFirstThreadThatAsks() {
        StepScheduler mine = new StepScheduler();
        Homeless strand = new Homeless();
        Schedulers.enter(mine);
        try {
            assertSame(mine, strand.scheduler());
        } finally {
            Schedulers.enter(null);
        }
        assertSame(mine, strand.scheduler());
    }

    @Test
    void twoThreadsThatAskAtTheSameTimeFindTheSameHome() throws Exception {
        Homeless[] strands = new Homeless[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            strands[i] = new Homeless();
        }
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Scheduler[]> asking = () -> {
            Schedulers.enter(new StepScheduler());
            Scheduler[] found = new Scheduler[ROUNDS];
            start.await();
            for (int i = 0; i < ROUNDS; i++) {
                found[i] = strands[i].scheduler();
            }
            Schedulers.enter(null);
            return found;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Scheduler[]> first = threads.submit(asking);
            Future<Scheduler[]> second = threads.submit(asking);
            int different = 0;
            for (int i = 0; i < ROUNDS; i++) {
                different += first.get()[i] == second.get()[i] ? 0 : 1;
            }
            assertEquals(0, different);
        } finally {
            threads.shutdownNow();
        }
    }
}
