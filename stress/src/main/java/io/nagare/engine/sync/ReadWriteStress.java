package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.strand.RecordingScheduler;
import io.nagare.engine.sync.lock.FairReadWrite;
import io.nagare.sync.ReadGuard;
import io.nagare.sync.WriteGuard;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The reader that holds the lock releases it while the waiting writer cancels (Tokio's {@code
 * write_read_shared_drop_pending}).
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the writer was faster than its cancellation")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the reader behind it came in")
@Outcome(expect = FORBIDDEN, desc = "a subscriber waits for a free lock, or both have the lock")
@State
public class ReadWriteStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FairReadWrite<Integer> value = new FairReadWrite<>(1);
    private final ReadGuard<Integer> held = Objects.requireNonNull(value.tryRead());
    private final Witness<WriteGuard<Integer>> writer = Witness.of(value.write(), scheduler);
    private final Witness<ReadGuard<Integer>> reader = Witness.of(value.read(), scheduler);

    @Actor
    public void unlocks() {
        held.close();
        scheduler.runReady();
    }

    @Actor
    public void cancels() {
        writer.cancel();
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(ZZ_Result result) {
        scheduler.runReady();
        result.r1 = writer.isServed();
        result.r2 = reader.isServed();
    }
}
