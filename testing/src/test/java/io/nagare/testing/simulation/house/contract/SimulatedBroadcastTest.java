package io.nagare.testing.simulation.house.contract;

import io.nagare.channel.Broadcast;
import io.nagare.engine.channel.BroadcastContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of a lagging broadcast, on a simulated host: invariants 4, 5 and 6 of ARCHITECTURE.md. */
@ExtendWith(InSimulation.class)
class SimulatedBroadcastTest extends BroadcastContract {

    @Override
    protected Broadcast<Integer> lagging(int capacity) {
        return Broadcast.lagging(capacity);
    }
}
