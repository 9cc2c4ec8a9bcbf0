package io.nagare.testing.simulation.house.contract;

import io.nagare.channel.Broadcast;
import io.nagare.channel.PacedBroadcast;
import io.nagare.engine.channel.PacedBroadcastContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of a paced broadcast, on a simulated host: invariants 4, 5 and 6 of ARCHITECTURE.md. */
@ExtendWith(InSimulation.class)
class SimulatedPacedBroadcastTest extends PacedBroadcastContract {

    @Override
    protected PacedBroadcast<Integer> paced(int capacity) {
        return Broadcast.paced(capacity);
    }
}
