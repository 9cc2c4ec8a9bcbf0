package io.nagare.engine.scheduler;

import io.nagare.engine.scheduler.base.InjectionQueue;
import io.nagare.engine.scheduler.base.Schedulable;
import io.nagare.engine.scheduler.stealing.LocalQueue;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A ring that does not overflow behaves as a queue. Its owner pushes and pops, and a thief takes half of it at once.
 */
public class LocalQueueLincheckTest {

    private final InjectionQueue injection = new InjectionQueue();
    private final LocalQueue queue = new LocalQueue(8, 8, injection, -2);
    private final LocalQueue thief = new LocalQueue(8, 8, injection, 0);

    @Operation(nonParallelGroup = "owner")
    public void push(int item) {
        queue.push(new Item(item));
    }

    @Operation(nonParallelGroup = "owner")
    public Integer pop() {
        return valueOf(queue.pop());
    }

    @Operation(nonParallelGroup = "thief")
    public List<Integer> steal() {
        List<Integer> stolen = new ArrayList<>();
        stolen.add(valueOf(thief.stealFrom(queue)));
        for (Schedulable task = thief.pop(); task != null; task = thief.pop()) {
            stolen.add(valueOf(task));
        }
        return stolen;
    }

    private static Integer valueOf(Schedulable task) {
        return task == null ? null : ((Item) task).value;
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .check(LocalQueueLincheckTest.class);
    }

    private static final class Item extends Schedulable {

        final int value;

        Item(int value) {
            this.value = value;
        }

        @Override
        public void run() {}

        @Override
        public void shutDown() {}
    }
}
