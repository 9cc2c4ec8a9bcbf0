package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.engine.sync.lock.FairReadWrite;
import io.nagare.sync.AlreadyReleasedException;
import io.nagare.sync.WriteGuard;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A writer unlocks while it becomes a reader. One of the two happens, and the lock is free afterwards. */
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "unlocked")
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "became a reader, which unlocked")
@Outcome(expect = FORBIDDEN, desc = "both or none happened, or the value stayed locked")
@State
public class GuardStress {

    private final FairReadWrite<Integer> value = new FairReadWrite<>(1);
    private final WriteGuard<Integer> guard = Objects.requireNonNull(value.tryWrite());
    private boolean unlocked;
    private boolean downgraded;

    @Actor
    public void unlocks() {
        unlocked = succeeds(guard::close);
    }

    @Actor
    public void downgrades() {
        downgraded = succeeds(() -> guard.downgrade().close());
    }

    @Arbiter
    public void arbiter(ZZZ_Result result) {
        result.r1 = unlocked;
        result.r2 = downgraded;
        result.r3 = value.tryWrite() != null;
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (AlreadyReleasedException late) {
            return false;
        }
    }
}
