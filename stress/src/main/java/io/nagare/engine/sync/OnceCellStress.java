package io.nagare.engine.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.nagare.One;
import io.nagare.engine.strand.RecordingScheduler;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An initializer is cancelled while a second one waits and a third thread sets the value. There is one value, and the
 * waiting subscriber sees it.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the third thread was in time")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the second initializer ran")
@Outcome(expect = FORBIDDEN, desc = "the value changed, or the waiting subscriber was forgotten")
@State
public class OnceCellStress {

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private final FairOnceCell<Integer> cell = new FairOnceCell<>();
    private final Witness<Integer> first = Witness.of(cell.getOrInit(One.never()), scheduler);
    private final Witness<Integer> second = Witness.of(cell.getOrInit(One.just(2)), scheduler);

    @Actor
    public void cancels() {
        first.cancel();
        scheduler.runReady();
    }

    @Actor
    public void sets() {
        cell.set(1);
        scheduler.runReady();
    }

    @Arbiter
    public void arbiter(II_Result result) {
        scheduler.runReady();
        result.r1 = number(second.item);
        result.r2 = number(cell.get());
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
