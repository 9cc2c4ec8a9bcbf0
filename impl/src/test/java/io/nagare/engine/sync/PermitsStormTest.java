package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.sync.Permit;
import io.nagare.sync.Permits;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random waits, cancelled at random. No permit is lost or given twice, and no thread waits for ever. */
@Timeout(value = 1, unit = TimeUnit.HOURS) // each wait has a limit of its own
class PermitsStormTest {

    private static final int STEPS = 200;

    /** As "concurrent_cancel" and "release_during_acquire", until the time is over. */
    @Test
    @Tag("tokio-34")
    void noPermitIsLostWhenWaitsAreCancelled() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                Acquiring acquiring = new Acquiring(Permits.of(1 + random.nextInt(5)));
                return new Storm.Play(acquiring::play, acquiring::end);
            });
        }
    }

    @Test
    void noPermitIsLostWhenTasksAreAborted() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                Working working = new Working(storm, Permits.of(1 + random.nextInt(2)));
                return new Storm.Play(working::play, working::end);
            });
        }
    }

    /** Threads that acquire permits, wait or cancel, hold and release. */
    private static final class Acquiring {

        private final Permits permits;
        private final AtomicInteger held = new AtomicInteger();

        Acquiring(Permits permits) {
            this.permits = permits;
        }

        void play(SplittableRandom random) throws Exception {
            for (int i = 0; i < STEPS; i++) {
                int count = 1 + random.nextInt(permits.maximum());
                if (random.nextInt(4) == 0) {
                    Permit permit = permits.tryAcquire(count);
                    if (permit != null) {
                        hold(permit, random);
                    }
                    continue;
                }
                Catching<Permit> catching = new Catching<>(Permit::close);
                permits.acquire(count).subscribe(catching);
                if (random.nextBoolean()) {
                    Storm.dawdle(random);
                    catching.cancel();
                } else {
                    hold(catching.await(Storm.LIMIT), random);
                }
            }
        }

        private void hold(Permit permit, SplittableRandom random) {
            int all = held.addAndGet(permit.count());
            assertTrue(all <= permits.maximum(), all + " are held");
            Storm.dawdle(random);
            held.addAndGet(-permit.count());
            permit.close();
        }

        Void end() {
            permits.acquire(permits.maximum()).block(Storm.LIMIT).close();
            assertEquals(permits.maximum(), permits.available());
            return null;
        }
    }

    /** Tasks that work with a permit. Some tasks are aborted. */
    private static final class Working {

        private final Storm storm;
        private final Permits permits;
        private final AtomicInteger inside = new AtomicInteger();

        Working(Storm storm, Permits permits) {
            this.storm = storm;
            this.permits = permits;
        }

        void play(SplittableRandom random) throws Exception {
            for (int i = 0; i < STEPS; i++) {
                boolean endless = random.nextInt(3) == 0;
                Task<Integer> task = storm.nagare().spawn(permits.withPermit(work(endless)));
                if (endless || random.nextBoolean()) {
                    Storm.dawdle(random);
                    task.abort();
                } else {
                    assertEquals(1, task.block(Storm.LIMIT));
                }
            }
        }

        private One<Integer> work(boolean endless) {
            return One.defer(() -> {
                        assertTrue(inside.incrementAndGet() <= permits.maximum(), "too many at work");
                        return endless ? One.<Integer>never() : One.just(1);
                    })
                    .doOnComplete(inside::decrementAndGet)
                    .doOnCancel(inside::decrementAndGet);
        }

        Void end() {
            permits.acquire(permits.maximum()).block(Storm.LIMIT).close();
            assertEquals(0, inside.get());
            return null;
        }
    }
}
